package io.flyball.ingest.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.Rfc3339;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields out of one tree and remembers what was wrong with them, so that a record's faults are judged in the order
 * of {@link RejectionReason} however its fields are read. A null is an absent field.
 */
public final class JsonFields {
    private @Nullable RejectionReason fault;

    /** The first reason of all faults so far, or null. */
    @Nullable
    public RejectionReason fault() {
        return fault;
    }

    /** Notes a fault found elsewhere. */
    public void fault(RejectionReason reason) {
        if (fault == null || reason.compareTo(fault) < 0) {
            fault = reason;
        }
    }

    /** The text, empty where it is absent. */
    public String text(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        if (value.isTextual()) {
            return value.textValue();
        }
        if (!value.isMissingNode() && !value.isNull()) {
            fault(RejectionReason.BAD_TYPE);
        }
        return "";
    }

    /** The count, 0 where it is absent. */
    public long count(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            fault(RejectionReason.BAD_NUMBER);
            return 0;
        }
        if (value.longValue() < 0) {
            fault(RejectionReason.NEGATIVE_COUNT);
        }
        return value.longValue();
    }

    /** The RFC 3339 time in epoch ms; 0, with a fault, where there is none. */
    public long timeMs(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        if (value.isMissingNode() || value.isNull() || value.asText().isEmpty()) {
            fault(RejectionReason.MISSING_TIME);
            return 0;
        }
        long timeMs = value.isTextual() ? Rfc3339.epochMs(value.textValue()) : Rfc3339.INVALID;
        if (timeMs == Rfc3339.INVALID) {
            fault(RejectionReason.BAD_TIME);
            return 0;
        }
        return timeMs;
    }
}
