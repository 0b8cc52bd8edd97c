package io.flyball.ingest.cloudevents;

import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.LeafReader;
import io.flyball.ingest.record.LenientTime;
import io.flyball.ingest.record.Rfc3339;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The context of one event; absent attributes are empty.
 *
 * @param subject who pays
 */
record Envelope(String specVersion, String id, String source, String type, String subject, String time) {
    /** Our own type: its data is a native record. */
    static final String NATIVE_TYPE = "io.flyball.usage";

    static final List<String> ATTRIBUTES = List.of("specversion", "id", "source", "type", "subject", "time");

    private static final String LITELLM_TYPE = "litellm_tokens";
    private static final String LITELLM_SOURCE = "litellm-proxy";

    static Envelope of(Attributes attributes) {
        return new Envelope(
                text(attributes, "specversion"),
                text(attributes, "id"),
                text(attributes, "source"),
                text(attributes, "type"),
                text(attributes, "subject"),
                text(attributes, "time"));
    }

    /** From the headers of a request in binary mode, whose values are percent-encoded. */
    static Envelope ofHeaders(Attributes headers) {
        return of(name -> {
            String value = headers.text("ce-" + name);
            return value == null ? headers.text("ce_" + name) : percentDecoded(value);
        });
    }

    /** What is wrong with it, or null: an event without these attributes is none. */
    LeafReader.@Nullable Fault fault() {
        if (specVersion.isEmpty()) {
            return new LeafReader.Fault(
                    RejectionReason.BAD_TYPE, "The event has no specversion: give \"specversion\": \"1.0\".");
        }
        if (!specVersion.equals("1.0")) {
            return new LeafReader.Fault(
                    RejectionReason.BAD_TYPE, "The event's specversion is not known: send CloudEvents \"1.0\".");
        }
        if (type.isEmpty()) {
            return new LeafReader.Fault(
                    RejectionReason.BAD_TYPE, "The event has no type: give one, for example " + NATIVE_TYPE + ".");
        }
        if (id.isEmpty()) {
            return new LeafReader.Fault(
                    RejectionReason.MISSING_EVENT_ID,
                    "The event has no id: give one that is the same whenever the event is sent again.");
        }
        if (source.isEmpty()) {
            return new LeafReader.Fault(
                    RejectionReason.MISSING_EVENT_ID,
                    "The event has no source: source and id together make it unique.");
        }
        return null;
    }

    boolean isNative() {
        return type.equals(NATIVE_TYPE);
    }

    boolean isLiteLlm() {
        return type.equals(LITELLM_TYPE) || source.equals(LITELLM_SOURCE);
    }

    /**
     * Source and id, which are unique together; a URI has no blanks, so the two stay apart. LiteLLM's id alone: the same
     * call comes under it by LiteLLM's other callbacks.
     */
    String eventId() {
        return isLiteLlm() ? id : source.replace(" ", "%20") + " " + id;
    }

    /** When it happened, epoch ms; the time of its arrival where it does not say, {@link Rfc3339#INVALID} where it is no time. */
    long timeMs(long nowMs) {
        return time.isEmpty() ? nowMs : LenientTime.epochMs(time);
    }

    private static String text(Attributes attributes, String name) {
        String value = attributes.text(name);
        return value == null ? "" : value;
    }

    private static String percentDecoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }
}
