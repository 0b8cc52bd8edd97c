package io.flyball.core.model;

/** Sums of counts and amounts that stop at the greatest and the least long, whatever a source tells. */
public final class SaturatingSum {
    private SaturatingSum() {}

    /** The sum of two, or the end of the range that it would leave. */
    public static long of(long a, long b) {
        return overflows(a, b) ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : a + b;
    }

    /** The sum from the first on; what has stopped at an end goes on from there. */
    public static long of(long... parts) {
        long sum = 0;
        for (long part : parts) {
            sum = of(sum, part);
        }
        return sum;
    }

    /** Whether the sum of two leaves the range of a long. */
    public static boolean overflows(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0;
    }
}
