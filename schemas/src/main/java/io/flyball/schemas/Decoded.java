package io.flyball.schemas;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;

/** What the bytes of a usage record turned out to be. */
public sealed interface Decoded {
    /** A usage event; whether it is possible at all is for validation to say. */
    record Usage(UsageEvent event) implements Decoded {}

    /**
     * Not a usage event.
     *
     * @param reason {@code NULL_VALUE}, {@code EMPTY_VALUE}, {@code BAD_AVRO}, {@code UNKNOWN_SCHEMA} or
     *     {@code BAD_NUMBER}
     * @param detail what is wrong and where, without the record's contents
     */
    record Unreadable(RejectionReason reason, String detail) implements Decoded {}
}
