package io.flyball.app.demo;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.UsageEvent;
import java.util.Random;

/**
 * A fleet of unattended agents that one person left running: 64 workers take turns, and by the time it is a worker's
 * turn again its five-minute cache has just lapsed. So every call writes a context of some 95,000 tokens anew, at 1.25
 * times the price of input, instead of reading it at a tenth.
 *
 * <p>The fleet grew over 36 hours. When the live traffic begins it has spent 3,997.85 USD, and its fourth live call, some
 * 20 s in, takes it past 4,000 USD: three calls cost at most 2.07 USD, four at least 2.23 USD.
 */
final class BurningFleet {
    /** What the fleet has spent before the live traffic begins, at list price. */
    static final long SPENT_BEFORE_NANO_USD = 3_997_850_000_000L;

    private static final long RAMP_MS = 36 * 3_600_000L;
    private static final long LIVE_PACE_MS = 5_000;
    private static final long LAST_CALL_BEFORE_END_MS = 3_000;
    private static final int WORKERS = 64;
    private static final int OUTPUT_TOKENS_LEAST = 400;

    private final CompanyShape.Member owner;
    private final int number;
    private final CallIds ids;
    private final DemoPrices prices;
    private int calls;

    BurningFleet(CompanyShape.Member owner, int number, CallIds ids, DemoPrices prices) {
        this.owner = owner;
        this.number = number;
        this.ids = ids;
        this.prices = prices;
    }

    /** The 36 hours before that instant, which spend {@link #SPENT_BEFORE_NANO_USD} to within a token's price. */
    Caller before(long endMs, Random random) {
        return new Ramp(endMs, random);
    }

    /** A call about every five seconds after that instant, for good. */
    Caller after(long fromMs, Random random) {
        return new Steady(fromMs, random);
    }

    private UsageEvent call(long timeMs, long writtenTokens, long outputTokens) {
        int worker = calls % WORKERS;
        return UsageEvent.builder()
                .eventId(ids.call(number, calls++))
                .timeMs(timeMs)
                .model(DemoPrices.OPUS)
                .provider("anthropic")
                .source("claude-code")
                .user(owner.user())
                .team(owner.team().name())
                .agent("claude-code")
                .session("fleet-worker-" + worker)
                .task("nightly-refactoring")
                .inputTokens(8)
                .cacheWrite5mTokens(writtenTokens)
                .outputTokens(outputTokens)
                .requestFingerprint(ids.hash(4, timeMs, calls))
                .latencyMs(4_000 + 14 * outputTokens)
                .stopReason("tool_use")
                .build();
    }

    private UsageEvent ordinaryCall(long timeMs, Random random) {
        return call(timeMs, 88_000 + random.nextInt(12_000), OUTPUT_TOKENS_LEAST + random.nextInt(2_000));
    }

    /**
     * The rate grows with the cube of time, so money spent with its fourth power; the time of a call is where the spend
     * including it lies on that curve.
     */
    private final class Ramp implements Caller {
        private final long endMs;
        private final Random random;
        private long spentNanoUsd;
        private UsageEvent upcoming;
        private boolean done;

        Ramp(long endMs, Random random) {
            this.endMs = endMs;
            this.random = random;
            this.upcoming = draw();
        }

        @Override
        public long nextTimeMs() {
            return done ? NEVER : upcoming.timeMs();
        }

        @Override
        public UsageEvent next() {
            UsageEvent call = upcoming;
            if (spentNanoUsd > SPENT_BEFORE_NANO_USD - NanoUsd.PER_USD / 10) {
                done = true;
            } else {
                upcoming = draw();
            }
            return call;
        }

        private UsageEvent draw() {
            long leftNanoUsd = SPENT_BEFORE_NANO_USD - spentNanoUsd;
            UsageEvent call = leftNanoUsd > NanoUsd.PER_USD ? ordinaryCall(0, random) : lastCall(leftNanoUsd);
            spentNanoUsd += prices.costNanoUsd(call);
            return call.toBuilder().timeMs(timeOf(spentNanoUsd)).build();
        }

        private UsageEvent lastCall(long leftNanoUsd) {
            long rest = leftNanoUsd - prices.costNanoUsd(call(0, 0, OUTPUT_TOKENS_LEAST));
            return call(0, rest / prices.nanoUsdOfCacheWriteToken(DemoPrices.OPUS), OUTPUT_TOKENS_LEAST);
        }

        private long timeOf(long spentNanoUsd) {
            double share = Math.min(1, (double) spentNanoUsd / SPENT_BEFORE_NANO_USD);
            long rampMs = RAMP_MS - LAST_CALL_BEFORE_END_MS;
            return endMs - RAMP_MS + (long) (rampMs * Math.sqrt(Math.sqrt(share)));
        }
    }

    private final class Steady implements Caller {
        private final Random random;
        private long nextTimeMs;

        Steady(long fromMs, Random random) {
            this.random = random;
            this.nextTimeMs = fromMs + LIVE_PACE_MS;
        }

        @Override
        public long nextTimeMs() {
            return nextTimeMs;
        }

        @Override
        public UsageEvent next() {
            UsageEvent call = ordinaryCall(nextTimeMs, random);
            nextTimeMs += LIVE_PACE_MS - 300 + random.nextInt(600);
            return call;
        }
    }
}
