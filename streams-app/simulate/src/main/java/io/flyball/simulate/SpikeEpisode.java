package io.flyball.simulate;

/**
 * A day on which somebody spends many times the own usual: one long session after the other, many at the same time, until
 * the amount is spent.
 */
final class SpikeEpisode implements Caller {
    /** What one of its sessions spends, to about a half; only the pace depends on it. */
    private static final long SESSION_NANO_USD = 9_000_000_000L;

    private final Episode episode;
    private final long sizeNanoUsd;
    private final ListPrices prices;
    private final Occurrence occurrence;
    private final SessionQueue sessions = new SessionQueue();
    private final long paceMs;
    private int begun;
    private long spentNanoUsd;

    SpikeEpisode(Episode episode, long sizeNanoUsd, ListPrices prices) {
        this.episode = episode;
        this.sizeNanoUsd = sizeNanoUsd;
        this.prices = prices;
        this.occurrence = episode.wrong(TruthKind.SPIKE, "day", sizeNanoUsd);
        this.paceMs = (episode.endMs() - episode.startMs()) / (1 + sizeNanoUsd / SESSION_NANO_USD);
        sessions.plan(episode.startMs(), this::open);
    }

    @Override
    public long nextTimeMs() {
        return spentNanoUsd < sizeNanoUsd ? sessions.nextTimeMs() : NEVER;
    }

    @Override
    public Call next() {
        Call call = sessions.next();
        spentNanoUsd += prices.costNanoUsd(call.event());
        return call;
    }

    private RunningSession open(long firstCallMs) {
        begun++;
        sessions.plan(Math.max(firstCallMs + 1, episode.startMs() + begun * paceMs), this::open);
        Chance chance = episode.chance();
        AgentProfile profile = AgentProfile.CLAUDE_CODE;
        Script work = new OrdinaryWork(profile, chance, chance.between(60, 200));
        return new RunningSession(
                episode.setting(profile, Model.OPUS), firstCallMs, new Marked(work, occurrence), episode.ids(), chance);
    }
}
