package io.flyball.connect.http;

import io.flyball.connect.poll.Answer;
import io.flyball.connect.report.BillingReport;
import io.flyball.connect.report.PageReading;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** What a status, a header and a body mean. Pure. */
final class Answers {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final long SILENT = -1;

    private Answers() {}

    /** @param retryAfter the header of that name; empty where there is none */
    static Answer of(BillingReport report, int status, String retryAfter, byte[] body, long nowMs) {
        if (status == OK) {
            PageReading reading = report.read(body);
            return reading instanceof PageReading.ReportPage page
                    ? new Answer.Page(page)
                    : new Answer.Unreadable(((PageReading.Unreadable) reading).reason());
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return new Answer.Denied(status);
        }
        if (status == TOO_MANY_REQUESTS) {
            return new Answer.Throttled(waitMs(retryAfter, nowMs));
        }
        boolean passing = status >= FIRST_SERVER_ERROR || status == REQUEST_TIMEOUT;
        return passing ? new Answer.Failed("status " + status) : new Answer.Refused(status);
    }

    /** Seconds or an HTTP date, as ms from now; negative where it says nothing usable. */
    static long waitMs(String retryAfter, long nowMs) {
        String text = retryAfter.strip();
        if (text.matches("\\d{1,9}")) {
            return Long.parseLong(text) * 1000;
        }
        try {
            Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            return Math.max(0, until.toEpochMilli() - nowMs);
        } catch (DateTimeException notADate) {
            return SILENT;
        }
    }
}
