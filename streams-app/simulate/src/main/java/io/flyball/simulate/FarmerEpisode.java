package io.flyball.simulate;

/**
 * Somebody who wants to stand high on a leaderboard: agents that write and write for hours a day, for days, at a
 * machine's cadence, in calls that are all alike.
 */
final class FarmerEpisode {
    private FarmerEpisode() {}

    /** @param jitterPercent how far the pauses stray from their mean */
    static Caller of(Episode episode, int jitterPercent) {
        Chance chance = episode.chance();
        int agents = chance.percent(50) ? 1 : chance.between(2, 5);
        Occurrence wrong = episode.wrong(TruthKind.TOKENMAXXING, agents == 1 ? "one-agent" : "many-agents", 0);
        EvenCalls.Shape shape = new EvenCalls.Shape(
                chance.between(14_000, 40_000),
                jitterPercent,
                chance.between(2_000, 12_000),
                chance.between(1_200, 3_500),
                3);
        RunningSession.Setting setting = episode.setting(AgentProfile.SCRIPT, Model.SONNET);
        SessionQueue sessions = new SessionQueue();
        long firstHourMs = chance.below(4) * CompanyPlan.HOUR_MS;
        for (long dayMs = episode.startMs(); dayMs < episode.endMs(); dayMs += CompanyPlan.DAY_MS) {
            long callsADay = (long) (chance.between(6.0, 12.0) * CompanyPlan.HOUR_MS / shape.paceMs());
            for (int agent = 0; agent < agents; agent++) {
                sessions.plan(
                        dayMs + firstHourMs + chance.below(60_000),
                        timeMs -> new RunningSession(
                                setting,
                                timeMs,
                                new EvenCalls(shape, callsADay, chance, wrong),
                                episode.ids(),
                                chance));
            }
        }
        return sessions;
    }
}
