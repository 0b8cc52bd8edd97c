package io.flyball.core.admit;

import io.flyball.core.model.UsageEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an event is possible at all; says nothing of lateness or duplicates. */
public final class UsageValidation {
    /** An event may be this far ahead of the broker's clock, and not a millisecond more. */
    public static final long FUTURE_TOLERANCE_MS = 600_000L;

    /** The last millisecond of the year 9999; the first possible time is 0. */
    public static final long MAX_TIME_MS = 253_402_300_799_999L;

    /** No id may be longer: records that name it twice must still fit a topic. */
    public static final int MAX_ID_CHARS = 16_384;

    private static final Set<String> STATUSES = Set.of("ok", "error", "aborted", "rate_limited");

    private UsageValidation() {}

    /**
     * The first reason, in the order of {@link RejectionReason}, why the event cannot be counted; null where it can.
     * Allocates nothing.
     *
     * @param brokerNowMs the broker's clock, epoch ms
     */
    public static @Nullable RejectionReason check(UsageEvent event, long brokerNowMs) {
        if (hasHugeId(event)) {
            return RejectionReason.TOO_LARGE;
        }
        RejectionReason missing = missing(event);
        if (missing != null) {
            return missing;
        }
        if (!possibleTime(event.timeMs())) {
            return RejectionReason.BAD_TIME;
        }
        if (hasNegative(event)) {
            return RejectionReason.NEGATIVE_COUNT;
        }
        if (!STATUSES.contains(event.status())) {
            return RejectionReason.UNKNOWN_STATUS;
        }
        return possibleAt(event.timeMs(), brokerNowMs) ? null : RejectionReason.FUTURE_TIME;
    }

    /** Whether an epoch time in ms is one that a call can have by that clock. */
    public static boolean possibleAt(long timeMs, long brokerNowMs) {
        // subtracted on the side that is bounded, so that no clock can overflow it
        return possibleTime(timeMs) && timeMs - FUTURE_TOLERANCE_MS <= brokerNowMs;
    }

    /** Whether an epoch time in ms lies in the years 1970 to 9999. */
    public static boolean possibleTime(long timeMs) {
        return timeMs >= 0 && timeMs <= MAX_TIME_MS;
    }

    private static @Nullable RejectionReason missing(UsageEvent event) {
        if (event.eventId().isEmpty()) {
            return RejectionReason.MISSING_EVENT_ID;
        }
        if (event.model().isEmpty()) {
            return RejectionReason.MISSING_MODEL;
        }
        return event.user().isEmpty() && event.key().isEmpty() ? RejectionReason.MISSING_USER : null;
    }

    private static boolean hasHugeId(UsageEvent e) {
        return isHuge(e.eventId())
                || isHuge(e.user())
                || isHuge(e.key())
                || isHuge(e.model())
                || isHuge(e.team())
                || isHuge(e.agent())
                || isHuge(e.session())
                || isHuge(e.org())
                || isHuge(e.costCenter());
    }

    private static boolean isHuge(String id) {
        return id.length() > MAX_ID_CHARS;
    }

    private static boolean hasNegative(UsageEvent e) {
        // The sign bit of an OR is set where it is set in any of its parts.
        long counts = e.inputTokens()
                | e.cacheReadTokens()
                | e.cacheWrite5mTokens()
                | e.cacheWrite1hTokens()
                | e.outputTokens()
                | e.reasoningTokens()
                | e.webSearchRequests()
                | e.audioInputTokens()
                | e.audioOutputTokens()
                | e.images();
        return counts < 0
                || e.reportedContextTokens() < -1
                || e.latencyMs() < -1
                || e.attempt() < -1
                || (e.reportedCostUsd() != null && e.reportedCostUsd().signum() < 0);
    }
}
