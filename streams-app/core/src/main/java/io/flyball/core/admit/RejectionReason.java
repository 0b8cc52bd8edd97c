package io.flyball.core.admit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a record cannot be counted. Where several hold, the one that stands first here is given; the names are part of
 * the report and of the rejected topic.
 */
public enum RejectionReason {
    /** Over 1,048,576 bytes without the line's end. */
    TOO_LARGE("too_large"),
    /** No JSON text by RFC 8259 in UTF-8; {@code NaN} and text after the value included. */
    NOT_JSON("not_json"),
    NOT_OBJECT("not_object"),
    MISSING_EVENT_ID("missing_event_id"),
    MISSING_TIME("missing_time"),
    MISSING_MODEL("missing_model"),
    /** Neither a user nor a key. */
    MISSING_USER("missing_user"),
    /** A text field or the actions of another type. */
    BAD_TYPE("bad_type"),
    /** No RFC 3339 text with an offset, no whole number, or outside 1970 to 9999. */
    BAD_TIME("bad_time"),
    /** No whole number where one belongs, or one that does not fit 64 bits; a reported cost that is no decimal. */
    BAD_NUMBER("bad_number"),
    /** A count or a reported cost below 0. */
    NEGATIVE_COUNT("negative_count"),
    UNKNOWN_STATUS("unknown_status"),
    /** Further ahead of the broker's clock than {@link UsageValidation#FUTURE_TOLERANCE_MS}. */
    FUTURE_TIME("future_time"),
    /** On the topic: bytes that are not the Avro of their schema. */
    BAD_AVRO("bad_avro"),
    /** On the topic: a schema id the registry does not know. */
    UNKNOWN_SCHEMA("unknown_schema"),
    EMPTY_VALUE("empty_value"),
    NULL_VALUE("null_value"),
    /** The cost, or a sum it goes into, does not fit nano-USD in 64 bits. */
    COST_OVERFLOW("cost_overflow"),
    /** At a door: bytes that are not the protobuf message that the door takes. */
    BAD_PROTOBUF("bad_protobuf"),
    /** At a door: the token that came with it may not report usage of this source. */
    FORBIDDEN_SOURCE("forbidden_source");

    private static final Map<String, RejectionReason> BY_NAME = new HashMap<>();

    static {
        for (RejectionReason reason : values()) {
            BY_NAME.put(reason.wireName, reason);
        }
    }

    private final String wireName;

    RejectionReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name in reports and on the rejected topic, for example {@code missing_user}. */
    public String wireName() {
        return wireName;
    }

    /** The reason of that wire name, or null where there is none. */
    public static @Nullable RejectionReason ofWireName(String name) {
        return BY_NAME.get(name);
    }
}
