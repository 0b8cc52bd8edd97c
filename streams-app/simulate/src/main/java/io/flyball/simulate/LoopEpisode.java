package io.flyball.simulate;

/** A loop in a session of its own, which begins with everyday work and often goes on with it. */
final class LoopEpisode {
    private LoopEpisode() {}

    static Caller of(Episode episode, LoopVariant variant) {
        return variant == LoopVariant.FAN_OUT ? fanOut(episode) : inOneSession(episode, variant);
    }

    private static Caller inOneSession(Episode episode, LoopVariant variant) {
        Chance chance = episode.chance();
        AgentProfile profile = AgentProfile.CLAUDE_CODE;
        int least = variant == LoopVariant.RETRY_STORM ? 20 : 8;
        int repeats = (int) chance.logBetween(least, least * 8);
        Occurrence loop = episode.wrong(TruthKind.LOOP, variant.label(), 0);
        Script script = Script.inTurn(
                new OrdinaryWork(profile, chance, chance.between(4, 30)),
                new Repetition(variant, repeats, profile, chance, loop),
                new OrdinaryWork(profile, chance, chance.percent(60) ? chance.between(3, 25) : 0));
        return new RunningSession(
                episode.setting(profile, episode.favouriteModel()), episode.startMs(), script, episode.ids(), chance);
    }

    /** A parent that works on, and a dozen or more sub-agents that each find out the same. */
    private static Caller fanOut(Episode episode) {
        Chance chance = episode.chance();
        AgentProfile profile = AgentProfile.CLAUDE_CODE;
        RunningSession.Setting setting =
                episode.setting(profile, episode.favouriteModel()).withTask(chance.hash());
        Occurrence loop = episode.wrong(TruthKind.LOOP, LoopVariant.FAN_OUT.label(), 0);
        SessionQueue sessions = new SessionQueue();
        sessions.plan(
                episode.startMs(),
                timeMs -> new RunningSession(
                        setting, timeMs, new OrdinaryWork(profile, chance, 30), episode.ids(), chance));
        SameWork work = SameWork.draw(chance);
        int agents = chance.between(12, 40);
        for (int i = 0; i < agents; i++) {
            long startMs = episode.startMs() + 60_000 + (long) (i * chance.between(4_000.0, 25_000.0));
            sessions.plan(
                    startMs,
                    timeMs -> new RunningSession(
                            setting, timeMs, work.script(profile, chance, loop), episode.ids(), chance));
        }
        return sessions;
    }
}
