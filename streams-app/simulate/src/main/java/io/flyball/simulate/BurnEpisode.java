package io.flyball.simulate;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Unattended agents that burn a given amount within three days, all of it beyond what the person usually spends. The time
 * of a call is where the spend including it lies on the curve of the burn.
 */
final class BurnEpisode implements Caller {
    /** How a call of the fleet gets expensive. */
    enum Variant {
        /** By the time it is an agent's turn again its cache has lapsed. */
        COLD_CACHE,
        /** Contexts are huge, and carried along for every small step. */
        LONG_CONTEXT,
        /** Agents write at length. */
        LONG_OUTPUT;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * How the money goes.
     *
     * @param sizeNanoUsd in all
     * @param exponent 1 for an even pace; the greater, the later most of it goes
     */
    record Curve(long sizeNanoUsd, double exponent) {}

    private final Episode episode;
    private final Variant variant;
    private final Curve curve;
    private final ListPrices prices;
    private final Occurrence occurrence;
    private final List<String> workers = new ArrayList<>();
    private long spentNanoUsd;
    private long nextTimeMs;

    BurnEpisode(Episode episode, Variant variant, Curve curve, ListPrices prices) {
        this.episode = episode;
        this.variant = variant;
        this.curve = curve;
        this.prices = prices;
        this.occurrence = episode.wrong(TruthKind.BURN, variant.label(), curve.sizeNanoUsd());
        int count = episode.chance().between(8, 64);
        for (int i = 0; i < count; i++) {
            workers.add(episode.chance().hash());
        }
        this.nextTimeMs = episode.startMs();
    }

    @Override
    public long nextTimeMs() {
        return nextTimeMs;
    }

    @Override
    public Call next() {
        UsageEvent event = event();
        spentNanoUsd += prices.costNanoUsd(event);
        nextTimeMs = spentNanoUsd < curve.sizeNanoUsd() ? Math.max(nextTimeMs, timeOf(spentNanoUsd)) : NEVER;
        return new Call(event, occurrence);
    }

    /** Spend grows with a power of time, so time is a root of the share that is spent. */
    private long timeOf(long nanoUsd) {
        double share = (double) nanoUsd / curve.sizeNanoUsd();
        double time = StrictMath.pow(share, 1 / curve.exponent());
        return episode.startMs() + (long) (time * (episode.endMs() - episode.startMs()));
    }

    private UsageEvent event() {
        Chance chance = episode.chance();
        Payer payer = episode.member().payer();
        UsageEventBuilder call = UsageEvent.builder()
                .eventId(episode.ids().next())
                .timeMs(nextTimeMs)
                .model(Model.OPUS.name())
                .provider(Model.OPUS.provider())
                .user(payer.user())
                .team(payer.team())
                .source(payer.source())
                .agent("claude-code")
                .session(chance.pick(workers))
                .stopReason("tool_use")
                .latencyMs(chance.between(2_000, 40_000))
                .inputTokens(8);
        fillTokens(call, chance);
        if (!payer.bare()) {
            call.requestFingerprint(chance.hash()).actions(List.of(Actions.any(chance)));
        }
        return call.build();
    }

    private void fillTokens(UsageEventBuilder call, Chance chance) {
        switch (variant) {
            case COLD_CACHE ->
                call.cacheWrite5mTokens(chance.between(60_000, 140_000)).outputTokens(chance.between(200, 2_400));
            case LONG_CONTEXT ->
                call.cacheReadTokens(chance.between(130_000, 160_000))
                        .cacheWrite5mTokens(chance.between(500, 12_000))
                        .outputTokens(chance.between(300, 3_000));
            case LONG_OUTPUT ->
                call.cacheReadTokens(chance.between(30_000, 90_000))
                        .cacheWrite5mTokens(chance.between(200, 2_000))
                        .outputTokens(chance.between(4_000, 16_000));
        }
    }
}
