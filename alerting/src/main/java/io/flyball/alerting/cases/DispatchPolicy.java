package io.flyball.alerting.cases;

/**
 * When a delivery is tried again.
 *
 * @param firstDelayMs wait after the first failure, from 1; doubles with each further one
 * @param maxDelayMs greatest wait of ours; one that the other side asks for may be longer
 * @param longestRestMs the longest wait that the other side may ask for
 */
public record DispatchPolicy(long firstDelayMs, long maxDelayMs, long longestRestMs) {
    /** One second, doubling to a minute; rests of up to a day. */
    public static final DispatchPolicy DEFAULT = new DispatchPolicy(1_000, 60_000, 86_400_000);

    private static final int MAX_DOUBLINGS = 30;

    public DispatchPolicy {
        if (firstDelayMs < 1 || maxDelayMs < firstDelayMs || longestRestMs < firstDelayMs) {
            throw new IllegalArgumentException("Expected 1 <= firstDelayMs <= maxDelayMs and longestRestMs >="
                    + " firstDelayMs, but they are " + firstDelayMs + ", " + maxDelayMs + " and " + longestRestMs);
        }
    }

    /**
     * The wait before the next try. Never shorter than what was asked for, but for {@link #longestRestMs}; jitter is put on
     * top, so that those who were turned away together do not come back together.
     *
     * @param failures failures so far, from 1
     * @param askedMs the wait the other side asked for; 0: none
     * @param jitter from 0 to below 1
     */
    long delayMs(int failures, long askedMs, double jitter) {
        if (askedMs > 0) {
            return Math.min(askedMs, longestRestMs) + (long) (firstDelayMs * jitter);
        }
        long doubled = firstDelayMs << Math.min(failures - 1, MAX_DOUBLINGS);
        long fullMs = doubled < firstDelayMs ? maxDelayMs : Math.min(doubled, maxDelayMs);
        return fullMs / 2 + (long) (fullMs / 2 * jitter) + 1;
    }
}
