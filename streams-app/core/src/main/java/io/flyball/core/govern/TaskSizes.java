package io.flyball.core.govern;

import java.util.function.LongUnaryOperator;

/**
 * How many calls the tasks of a scope make: a histogram in buckets whose upper bounds are powers of two. A quantile is
 * the upper bound of its bucket, so it is never too low and at most twice too high. Mutable; sums of two are exact.
 */
public final class TaskSizes {
    /** Buckets up to 1, 2, 4 .. 2^23 calls; larger tasks are in the last. */
    static final int BUCKETS = 24;

    private static final int PERCENT = 100;

    private final long[] tasks = new long[BUCKETS];

    /**
     * A task that had made {@code fromCalls} calls has now made {@code toCalls}. Told at each call, it needs no end of a
     * task: {@code grow(n - 1, n)} at the n-th.
     *
     * @param fromCalls 0 for a task that begins
     * @param toCalls at least 1
     */
    public void grow(long fromCalls, long toCalls) {
        if (fromCalls < 0 || toCalls < 1) {
            throw new IllegalArgumentException(
                    "Expected a task to grow to 1 call or more, but it goes from " + fromCalls + " to " + toCalls);
        }
        if (fromCalls > 0) {
            int from = bucketOf(fromCalls);
            tasks[from] = Math.max(0, tasks[from] - 1);
        }
        tasks[bucketOf(toCalls)]++;
    }

    /** Whether the n-th call of a task changes the histogram, so that it need be told of no other. */
    public static boolean changesAt(long nthCall) {
        return nthCall == 1 || bucketOf(nthCall - 1) != bucketOf(nthCall);
    }

    /** Adds what another one counts; may be told of differences, so counts below 0 are cut to 0 at reading alone. */
    public void add(TaskSizes other) {
        for (int i = 0; i < BUCKETS; i++) {
            tasks[i] += other.tasks[i];
        }
    }

    /** How many tasks it knows. */
    public long tasks() {
        long sum = 0;
        for (long count : tasks) {
            sum += Math.max(0, count);
        }
        return sum;
    }

    /**
     * Calls that this share of the tasks stay within, or 0 where no task is known.
     *
     * @param percent 1 to 100
     */
    public long quantileCalls(int percent) {
        long all = tasks();
        long needed = (Math.multiplyExact(all, percent) + PERCENT - 1) / PERCENT;
        long seen = 0;
        for (int i = 0; i < BUCKETS && all > 0; i++) {
            seen += Math.max(0, tasks[i]);
            if (seen >= needed) {
                return 1L << i;
            }
        }
        return 0;
    }

    private static int bucketOf(long calls) {
        int bitsAbove = Long.SIZE - Long.numberOfLeadingZeros(calls - 1);
        return Math.min(bitsAbove, BUCKETS - 1);
    }

    /** Passes every number through, in an order that never changes, for codecs. */
    public void pass(LongUnaryOperator through) {
        for (int i = 0; i < BUCKETS; i++) {
            tasks[i] = through.applyAsLong(tasks[i]);
        }
    }
}
