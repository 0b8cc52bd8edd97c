package io.flyball.alerting.cases;

/**
 * When a delivery is tried again and when it is given up.
 *
 * @param firstDelayMs wait after the first failure, from 1; doubles with each further one
 * @param maxDelayMs greatest wait of ours; one that the other side asks for may be longer
 * @param giveUpAfterMs age at which a delivery that still fails is a dead letter; also the longest wait honoured
 * @param rememberedIds how many latest alerts are known again by their id; above the number in flight
 */
public record DispatchPolicy(long firstDelayMs, long maxDelayMs, long giveUpAfterMs, int rememberedIds) {
    /** One second, doubling to a minute, dead after an hour; 20,000 ids. */
    public static final DispatchPolicy DEFAULT = new DispatchPolicy(1_000, 60_000, 3_600_000, 20_000);

    private static final int MAX_DOUBLINGS = 30;

    public DispatchPolicy {
        if (firstDelayMs < 1 || maxDelayMs < firstDelayMs || giveUpAfterMs < firstDelayMs || rememberedIds < 1) {
            throw new IllegalArgumentException("Expected 1 <= firstDelayMs <= maxDelayMs, giveUpAfterMs >= firstDelayMs"
                    + " and rememberedIds >= 1, but they are " + firstDelayMs + ", " + maxDelayMs + ", " + giveUpAfterMs
                    + " and " + rememberedIds);
        }
    }

    /**
     * The wait before the next try. Never shorter than what was asked for, but for {@link #giveUpAfterMs}; jitter is put
     * on top, so that those who were turned away together do not come back together.
     *
     * @param failures failures so far, from 1
     * @param askedMs the wait the other side asked for; 0: none
     * @param jitter from 0 to below 1
     */
    long delayMs(int failures, long askedMs, double jitter) {
        if (askedMs > 0) {
            return Math.min(askedMs, giveUpAfterMs) + (long) (firstDelayMs * jitter);
        }
        long doubled = firstDelayMs << Math.min(failures - 1, MAX_DOUBLINGS);
        long fullMs = doubled < firstDelayMs ? maxDelayMs : Math.min(doubled, maxDelayMs);
        return fullMs / 2 + (long) (fullMs / 2 * jitter) + 1;
    }
}
