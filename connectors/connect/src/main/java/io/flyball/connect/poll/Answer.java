package io.flyball.connect.poll;

import io.flyball.connect.report.PageReading.ReportPage;

/** What came of a request. */
public sealed interface Answer {
    /** A page of the report. */
    record Page(ReportPage page) implements Answer {}

    /** An answer of status 200 that is no page; the reason says why. */
    record Unreadable(String reason) implements Answer {}

    /**
     * Too many requests.
     *
     * @param retryAfterMs how long the provider wants us to wait; negative: it does not say
     */
    record Throttled(long retryAfterMs) implements Answer {}

    /** No answer, or one of a server in trouble: worth another try. */
    record Failed(String reason) implements Answer {}

    /** The provider does not take the request as it is. */
    record Refused(int status) implements Answer {}

    /** The key may not read this: nothing but a person helps. */
    record Denied(int status) implements Answer {}
}
