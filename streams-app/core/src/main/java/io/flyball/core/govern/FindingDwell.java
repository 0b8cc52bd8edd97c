package io.flyball.core.govern;

import io.flyball.core.detect.FindingKind;

/** How long findings stay open that do not rest on a window of spend. */
final class FindingDwell {
    private static final long LOOP_MS = 600_000L;
    /** An hour must pass to be judged, and then another to be sure that it is over. */
    private static final long TOKENMAXXING_MS = 2 * 3_600_000L;

    private static final long DAY_MS = 24 * 3_600_000L;
    /** Nobody waits longer for a source. */
    private static final long SILENCE_MS = 7 * DAY_MS;

    private FindingDwell() {}

    /** How long after it was last seen something of that kind is over, ms. */
    static long afterLastSeenMs(FindingKind kind) {
        switch (kind) {
            case TOKENMAXXING:
                return TOKENMAXXING_MS;
            case WASTE:
            case UNPRICED:
            case PEER:
            case PACE:
                return DAY_MS;
            case SILENCE:
                return SILENCE_MS;
            default:
                return LOOP_MS;
        }
    }
}
