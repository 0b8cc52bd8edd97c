package io.flyball.bench.load;

import java.util.OptionalInt;

/**
 * Looks for the highest rate that is sustained: doubles until one is not, then halves the gap until it is a tenth. A rate
 * that fails is tried once more, for one pause of a busy machine must not end the search.
 */
public final class RateSearch {
    private static final double CLOSE_ENOUGH = 1.1;

    private final int most;
    private int sustained;
    private int failed = Integer.MAX_VALUE;
    private int next;
    private boolean secondTry;

    /**
     * A search.
     *
     * @param first rate to begin with, events a second
     * @param most no rate above it is tried
     */
    public RateSearch(int first, int most) {
        this.next = first;
        this.most = most;
    }

    /** The rate to try next, or none where the search is over. */
    public OptionalInt next() {
        return next > sustained && next < failed ? OptionalInt.of(next) : OptionalInt.empty();
    }

    /** Whether the rate of {@link #next} was sustained. */
    public void judge(boolean wasSustained) {
        if (!wasSustained && !secondTry) {
            secondTry = true;
            return;
        }
        secondTry = false;
        if (wasSustained) {
            sustained = next;
        } else {
            failed = next;
        }
        next = following();
    }

    private int following() {
        if (failed == Integer.MAX_VALUE) {
            return (int) Math.min(most, sustained * 2L);
        }
        boolean close = sustained > 0 && failed <= sustained * CLOSE_ENOUGH;
        return close ? sustained : sustained + (failed - sustained) / 2;
    }

    /** The highest rate that was sustained, events a second; 0 where none was. */
    public int highest() {
        return sustained;
    }
}
