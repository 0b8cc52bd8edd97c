package io.flyball.connect.poll;

import io.flyball.connect.report.BillingReport;

/**
 * How a report is polled.
 *
 * @param firstMs where reading begins when nothing was read yet, epoch ms, at a UTC midnight
 * @param revisionMs how long after its end a bucket is read again
 * @param pollEveryMs from the end of a sweep to the begin of the next
 * @param backoffMs before the second try of a request that failed; doubles with each further one
 * @param maxBackoffMs the longest of these
 */
public record PollPlan(long firstMs, long revisionMs, long pollEveryMs, long backoffMs, long maxBackoffMs) {
    /** Tries of a page that cannot be read before it is asked for bucket by bucket, and of a bucket before it is left out. */
    static final int TRIES = 3;

    /** A clock that is wrong, at either end, must not stop us for days. */
    static final long LONGEST_WAIT_MS = 3_600_000L;

    /** Where a sweep begins: the oldest bucket that may have changed since it was read. */
    long sweepFromMs(Progress progress, long nowMs) {
        if (progress.readToMs() == 0) {
            return firstMs;
        }
        long oldest = Math.min(progress.readToMs(), nowMs) - revisionMs;
        return Math.max(progress.beganMs(), Math.floorDiv(oldest, BillingReport.BUCKET_MS) * BillingReport.BUCKET_MS);
    }

    /**
     * The wait after that many failures in a row.
     *
     * @param jitterPermille 0 to 1000, drawn by the caller: clients that failed together do not come back together
     */
    long backoffMs(int failures, int jitterPermille) {
        long doubled = backoffMs << Math.min(failures - 1, 20);
        long full = Math.max(1, Math.min(maxBackoffMs, doubled));
        return full / 2 + full * jitterPermille / 2000;
    }
}
