package io.flyball.core.detect.cadence;

import java.util.function.LongUnaryOperator;

/**
 * How even the calls of one session, or of one user, have been: hour by hour, for as long as they go on. An hour is even
 * when it has many calls, and the coefficients of variation (standard deviation over mean) of their pauses, contexts and
 * outputs are all at most a quarter: CV squared = n * sum(x squared) / sum(x) squared - 1. People and agents at work
 * scatter by about their mean. Constant in size, O(1) a call. Mutable.
 */
public final class Cadence {
    private static final long HOUR_MS = 3_600_000L;
    /** After such a pause it is another matter. */
    private static final long BREAK_MS = 10 * 60_000L;

    private static final long LEAST_CALLS_AN_HOUR = 40;
    /** A coefficient of variation of a quarter is a variance of a sixteenth of the squared mean. */
    private static final long MOST_VARIANCE_PART = 16;

    private final Scatter pauses = new Scatter();
    private final Scatter contexts = new Scatter();
    private final Scatter outputs = new Scatter();
    private long lastMs;
    private long blockStartMs;
    private long evenSinceMs;
    private long evenCalls;
    private long evenCostNanoUsd;
    private long blockCostNanoUsd;

    /** How much values scatter. */
    private static final class Scatter {
        private static final long GREATEST = 1_000_000L;
        private static final long MOST = 1_000_000L;
        private long count;
        private long sum;
        private long squares;

        void add(long value) {
            if (count < MOST) {
                long bounded = Math.min(value, GREATEST);
                count++;
                sum += bounded;
                squares += bounded * bounded;
            }
        }

        /** Whether 16 n sum(x squared) <= 17 sum(x) squared: both are below 2^127, which is why they fit two longs each. */
        boolean isEven() {
            return count > 0 && isAtMost(MOST_VARIANCE_PART * count, squares, (MOST_VARIANCE_PART + 1) * sum, sum);
        }

        /** Whether a * b <= c * d, exactly; none is negative. */
        private static boolean isAtMost(long a, long b, long c, long d) {
            long left = Math.multiplyHigh(a, b);
            long right = Math.multiplyHigh(c, d);
            return left == right ? Long.compareUnsigned(a * b, c * d) <= 0 : left < right;
        }

        void clear() {
            count = 0;
            sum = 0;
            squares = 0;
        }

        void pass(LongUnaryOperator through) {
            count = through.applyAsLong(count);
            sum = through.applyAsLong(sum);
            squares = through.applyAsLong(squares);
        }
    }

    /**
     * Takes in a call.
     *
     * @return whether an hour ended with it that was even; false too where the call is older than the one before
     */
    boolean observe(long timeMs, long contextTokens, long outputTokens, long costNanoUsd) {
        long pauseMs = timeMs - lastMs;
        if (lastMs != 0 && pauseMs < 0) {
            return false;
        }
        boolean ended = false;
        if (lastMs == 0 || pauseMs > BREAK_MS) {
            restart(timeMs);
        } else {
            if (timeMs - blockStartMs >= HOUR_MS) {
                ended = endBlock(timeMs);
            }
            pauses.add(pauseMs);
        }
        contexts.add(contextTokens);
        outputs.add(outputTokens);
        blockCostNanoUsd += costNanoUsd;
        lastMs = timeMs;
        return ended;
    }

    private void restart(long timeMs) {
        clearBlock(timeMs);
        evenSinceMs = timeMs;
        evenCalls = 0;
        evenCostNanoUsd = 0;
    }

    private boolean endBlock(long timeMs) {
        boolean even = outputs.count >= LEAST_CALLS_AN_HOUR && contexts.isEven() && outputs.isEven() && pauses.isEven();
        if (even) {
            evenCalls += outputs.count;
            evenCostNanoUsd += blockCostNanoUsd;
            clearBlock(timeMs);
        } else {
            restart(timeMs);
        }
        return even;
    }

    private void clearBlock(long timeMs) {
        pauses.clear();
        contexts.clear();
        outputs.clear();
        blockStartMs = timeMs;
        blockCostNanoUsd = 0;
    }

    /** For how long every whole hour was even, ms. */
    long evenMs() {
        return blockStartMs - evenSinceMs;
    }

    /** Calls in those hours. */
    long calls() {
        return evenCalls;
    }

    /** What they cost, nano-USD. */
    long costNanoUsd() {
        return evenCostNanoUsd;
    }

    /** Passes every number of the state through, in a fixed order: a codec returns it unchanged, or what it read. */
    public void pass(LongUnaryOperator through) {
        pauses.pass(through);
        contexts.pass(through);
        outputs.pass(through);
        lastMs = through.applyAsLong(lastMs);
        blockStartMs = through.applyAsLong(blockStartMs);
        evenSinceMs = through.applyAsLong(evenSinceMs);
        evenCalls = through.applyAsLong(evenCalls);
        evenCostNanoUsd = through.applyAsLong(evenCostNanoUsd);
        blockCostNanoUsd = through.applyAsLong(blockCostNanoUsd);
    }
}
