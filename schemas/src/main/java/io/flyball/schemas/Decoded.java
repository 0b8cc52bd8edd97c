package io.flyball.schemas;

import io.flyball.core.model.UsageEvent;

/** What the bytes of a usage record turned out to be. */
public sealed interface Decoded {
    /** A usage event; whether it is possible at all is for validation to say. */
    record Usage(UsageEvent event) implements Decoded {}

    /**
     * Not a usage event.
     *
     * @param reason {@code null_value}, {@code empty_value}, {@code bad_avro}, {@code unknown_schema} or
     *     {@code bad_number}
     * @param detail what is wrong and where, without the record's contents
     */
    record Unreadable(String reason, String detail) implements Decoded {}
}
