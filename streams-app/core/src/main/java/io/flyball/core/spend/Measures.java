package io.flyball.core.spend;

import io.flyball.core.model.SaturatingSum;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.WasteKind;

/**
 * What is summed of calls: cost in nano-USD, calls, failed calls, the five token classes, calls without a price, and how
 * much of the cost was avoidable. Mutable; sums stick at {@link Long#MAX_VALUE} rather than wrap, and {@link #fits} tells
 * beforehand.
 */
public final class Measures {
    /** How many numbers there are. */
    public static final int COUNT = 9 + WasteKind.COUNT;

    private static final int COST = 0;
    private static final int CALLS = 1;
    private static final int ERRORS = 2;
    private static final int INPUT = 3;
    private static final int CACHE_READ = 4;
    private static final int CACHE_WRITE_5M = 5;
    private static final int CACHE_WRITE_1H = 6;
    private static final int OUTPUT = 7;
    private static final int UNPRICED = 8;
    private static final int AVOIDABLE = 9;

    private final long[] values = new long[COUNT];

    /** The measures of one call at that cost. */
    public static Measures ofCall(UsageEvent call, long costNanoUsd) {
        Measures m = new Measures();
        m.values[COST] = costNanoUsd;
        m.values[CALLS] = 1;
        m.values[ERRORS] = call.failed() ? 1 : 0;
        m.values[INPUT] = call.inputTokens();
        m.values[CACHE_READ] = call.cacheReadTokens();
        m.values[CACHE_WRITE_5M] = call.cacheWrite5mTokens();
        m.values[CACHE_WRITE_1H] = call.cacheWrite1hTokens();
        m.values[OUTPUT] = call.outputTokens();
        return m;
    }

    /** What another price adds to a call that is counted already; either may be negative. */
    public static Measures ofAdjustment(long costNanoUsd, long unpricedCalls) {
        Measures m = new Measures();
        m.values[COST] = costNanoUsd;
        m.values[UNPRICED] = unpricedCalls;
        return m;
    }

    public long costNanoUsd() {
        return values[COST];
    }

    public long calls() {
        return values[CALLS];
    }

    public long errors() {
        return values[ERRORS];
    }

    public long inputTokens() {
        return values[INPUT];
    }

    public long cacheReadTokens() {
        return values[CACHE_READ];
    }

    public long cacheWrite5mTokens() {
        return values[CACHE_WRITE_5M];
    }

    public long cacheWrite1hTokens() {
        return values[CACHE_WRITE_1H];
    }

    public long outputTokens() {
        return values[OUTPUT];
    }

    /** Calls that have no price yet. */
    public long unpricedCalls() {
        return values[UNPRICED];
    }

    /** The part of the cost that was avoidable in that way, nano-USD. */
    public long avoidableNanoUsd(WasteKind kind) {
        return values[AVOIDABLE + kind.ordinal()];
    }

    /** All of the cost that was avoidable, nano-USD. */
    public long avoidableNanoUsd() {
        long sum = 0;
        for (int i = AVOIDABLE; i < COUNT; i++) {
            sum = SaturatingSum.of(sum, values[i]);
        }
        return sum;
    }

    /** Says that one more call has no price. */
    public void addUnpriced() {
        values[UNPRICED]++;
    }

    /** Says of an amount that it was avoidable in that way. */
    public void addAvoidable(WasteKind kind, long nanoUsd) {
        values[AVOIDABLE + kind.ordinal()] = SaturatingSum.of(values[AVOIDABLE + kind.ordinal()], nanoUsd);
    }

    /** Number {@code i} in the order of the fields above, for codecs. */
    public long get(int i) {
        return values[i];
    }

    /** Sets number {@code i}, for codecs. */
    public void set(int i, long value) {
        values[i] = value;
    }

    /** Whether the other can be added without any sum leaving the range of a long. */
    public boolean fits(Measures other) {
        for (int i = 0; i < COUNT; i++) {
            if (SaturatingSum.overflows(values[i], other.values[i])) {
                return false;
            }
        }
        return true;
    }

    /** Adds the other to this; a sum past the range of a long stays at its end. */
    public void add(Measures other) {
        for (int i = 0; i < COUNT; i++) {
            values[i] = SaturatingSum.of(values[i], other.values[i]);
        }
    }

    /** Puts the other's numbers in place of these. */
    public void copyFrom(Measures other) {
        System.arraycopy(other.values, 0, values, 0, COUNT);
    }

    /** Sets every number to 0. */
    public void clear() {
        java.util.Arrays.fill(values, 0);
    }

    /** Whether every number is 0. */
    public boolean isZero() {
        for (long value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Measures && java.util.Arrays.equals(values, ((Measures) other).values);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Measures" + java.util.Arrays.toString(values);
    }
}
