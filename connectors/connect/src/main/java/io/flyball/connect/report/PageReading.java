package io.flyball.connect.report;

import java.util.List;

/** What the body of an answer turned out to be. */
public sealed interface PageReading {
    /**
     * A page.
     *
     * @param buckets oldest first
     * @param nextPage what to ask for next; empty: nothing
     * @param refusals one sentence for each bucket or line that cannot be used
     */
    record ReportPage(List<Bucket> buckets, String nextPage, List<String> refusals) implements PageReading {}

    /** No page of the report; the reason says why, without contents. */
    record Unreadable(String reason) implements PageReading {}
}
