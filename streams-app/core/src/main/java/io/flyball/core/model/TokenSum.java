package io.flyball.core.model;

/** Sums of token counts that no source, however wrong, makes negative: they stop at the greatest long. */
public final class TokenSum {
    private TokenSum() {}

    /** @param counts each 0 or more */
    public static long of(long... counts) {
        long sum = 0;
        for (long count : counts) {
            sum = count > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + count;
        }
        return sum;
    }
}
