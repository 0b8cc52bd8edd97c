package io.flyball.core.model;

/** Sums of counts and amounts that no source, however wrong, makes negative: they stop at the greatest long. */
public final class SaturatingSum {
    private SaturatingSum() {}

    /** @param parts each 0 or more */
    public static long of(long... parts) {
        long sum = 0;
        for (long part : parts) {
            sum = part > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + part;
        }
        return sum;
    }
}
