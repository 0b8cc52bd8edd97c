package io.flyball.core.admit;

/**
 * Remembers when a call of a payer was admitted, for one admission horizon of stream time. The same id of the same payer
 * is one call, whatever its time, session or contents; under another payer it is another call.
 */
public interface SeenIds {
    /** Stream time at which the call was admitted within the horizon before {@code streamTimeMs}, or -1. */
    long admittedAtMs(String payer, String eventId, long streamTimeMs);

    /** Remembers the call as admitted at that stream time. */
    void remember(String payer, String eventId, long streamTimeMs);
}
