package io.flyball.core.admit;

/**
 * Remembers when a call of a payer was admitted, for one admission horizon of stream time. The same id of the same payer
 * is one call, whatever its time, session or contents; under another payer it is another call.
 */
public interface SeenIds {
    /**
     * The latest stream time, up to {@code untilMs}, at which the call was admitted, or {@link Long#MIN_VALUE}.
     * Admissions before {@code sinceMs} may be forgotten.
     */
    long admittedAtMs(String payer, String eventId, long sinceMs, long untilMs);

    /** Remembers the call as admitted at that stream time. */
    void remember(String payer, String eventId, long streamTimeMs);
}
