package io.flyball.connect.poll;

import io.flyball.connect.report.Bucket;
import org.jspecify.annotations.Nullable;

/**
 * Where the reading of one report is. Immutable.
 *
 * @param sweep what is being read; null between two sweeps
 * @param dueMs the next request is not sent before, epoch ms
 * @param failures requests that failed in a row
 */
public record ReportState(Progress progress, @Nullable Sweep sweep, long dueMs, int failures) {

    /**
     * One pass over all buckets that may have changed, page by page.
     *
     * @param fromMs where the first page of what is left begins
     * @param page what the page before named as the next one; empty: none
     * @param buckets how many to ask for; 1 while a page that cannot be read is looked for its bad bucket
     * @param unreadable pages in a row that could not be read
     * @param nextMs where the first bucket begins that has not been read in this sweep
     * @param held the last bucket of the page before, which this page may continue
     */
    public record Sweep(
            long fromMs,
            String page,
            int buckets,
            int unreadable,
            long nextMs,
            @Nullable Bucket held) {}

    /** Before the first request of a run. */
    public static ReportState of(Progress progress) {
        return new ReportState(progress, null, 0, 0);
    }
}
