package io.flyball.core.detect;

import java.util.Arrays;

/** Statistics that a few odd values cannot move. */
public final class Robust {
    /** Six standard deviations of 1.4826 MAD each, in thousandths. */
    private static final long SIX_DEVIATIONS_THOUSANDTHS = 8_896;

    private static final long GREATEST_FACTOR = 100;
    /** Larger amounts would leave the range of a long when multiplied: 92 million USD in nano-USD. */
    public static final long GREATEST = Long.MAX_VALUE / GREATEST_FACTOR;

    private Robust() {}

    /** The middle one of the values in order; of an even number the lower of the two in the middle. There must be one. */
    public static long median(long... values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /**
     * From where on a value does not belong to the others: median + max((factor - 1) median, 6 * 1.4826 MAD). The second
     * is the modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, ASQC 1993), where MAD is the
     * median of the distances from the median, and 1.4826 makes it a standard deviation for normal data; the first is
     * there since amounts of money differ by factors rather than by sums, and so that equal values are no reason.
     *
     * @param values at most {@link #GREATEST} each, and at least one
     * @param factor the least multiple of the median, at most 100
     */
    public static long outlierFrom(long[] values, long factor) {
        long median = median(values);
        long mad = median(
                Arrays.stream(values).map(value -> Math.abs(value - median)).toArray());
        return median + Math.max((factor - 1) * median, mad / 1000 * SIX_DEVIATIONS_THOUSANDTHS);
    }
}
