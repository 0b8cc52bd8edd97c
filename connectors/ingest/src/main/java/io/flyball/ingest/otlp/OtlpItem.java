package io.flyball.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Rfc3339;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;

/**
 * One log record or span with what surrounds it. Bodies of log records are content and no part of it, but for the name
 * that some agents write there.
 *
 * @param name the event's name or the span's; empty where a record is no event
 * @param own its own attributes
 * @param around the attributes of its scope, its resource and the request's headers; the nearest that has a value
 * @param endMs when it ended, epoch ms, or {@link Rfc3339#INVALID}
 * @param durationMs -1 where it is no span
 * @param server whether it is the serving side of a call
 * @param failed whether a span says so
 * @param message as it came
 */
record OtlpItem(
        OtlpSignal signal,
        String name,
        String service,
        String scope,
        OtlpAttributes own,
        Attributes around,
        long endMs,
        long durationMs,
        String traceId,
        String spanId,
        boolean server,
        boolean failed,
        MessageLite message) {

    /** What the items of one scope share. */
    record Surroundings(String service, String scope, Attributes attributes) {}

    private static final long NANOS_PER_MS = 1_000_000L;

    /** No name is longer; a longer body is a text. */
    private static final int MAX_NAME_CHARS = 100;

    static OtlpItem of(LogRecord record, Surroundings in) {
        OtlpAttributes own = OtlpAttributes.of(record.getAttributesList());
        return new OtlpItem(
                OtlpSignal.LOGS,
                eventName(record, own),
                in.service(),
                in.scope(),
                own,
                in.attributes(),
                eventMs(record, own),
                -1,
                hex(record.getTraceId()),
                hex(record.getSpanId()),
                false,
                false,
                record);
    }

    static OtlpItem of(Span span, Surroundings in) {
        OtlpAttributes own = OtlpAttributes.of(span.getAttributesList());
        long endMs = epochMs(span.getEndTimeUnixNano());
        long startMs = epochMs(span.getStartTimeUnixNano());
        boolean known = endMs != Rfc3339.INVALID && startMs != Rfc3339.INVALID && endMs >= startMs;
        return new OtlpItem(
                OtlpSignal.TRACES,
                span.getName(),
                in.service(),
                in.scope(),
                own,
                in.attributes(),
                endMs,
                known ? endMs - startMs : -1,
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                span.getKind() == Span.SpanKind.SPAN_KIND_SERVER,
                span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
                span);
    }

    /** Its own attributes, and where they have no value those around it. */
    Attributes all() {
        return own.orElse(around);
    }

    /** The same with other attributes of its own. */
    OtlpItem withOwn(OtlpAttributes others) {
        return new OtlpItem(
                signal,
                name,
                service,
                scope,
                others,
                around,
                endMs,
                durationMs,
                traceId,
                spanId,
                server,
                failed,
                message);
    }

    /** The attribute's text, empty where there is none. */
    String text(String attribute) {
        String text = own.text(attribute);
        return text == null ? "" : text;
    }

    /** The text of the first of these attributes that has one, or the empty text. */
    String firstOf(Iterable<String> attributes) {
        for (String attribute : attributes) {
            String text = own.text(attribute);
            if (text != null) {
                return text;
            }
        }
        return "";
    }

    /** The name without the source's prefix, which some versions leave out. */
    String nameWithout(String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /** The attribute goes before the field: there some exporters write a place in their source. */
    private static String eventName(LogRecord record, OtlpAttributes own) {
        String attribute = own.text("event.name");
        if (attribute != null) {
            return attribute;
        }
        if (!record.getEventName().isEmpty()) {
            return record.getEventName();
        }
        String body = record.getBody().getStringValue();
        return body.length() <= MAX_NAME_CHARS && body.startsWith(ClaudeCodeMapper.PREFIX) ? body : "";
    }

    private static long eventMs(LogRecord record, OtlpAttributes own) {
        String attribute = own.text("event.timestamp");
        long ms = attribute == null ? Rfc3339.INVALID : Rfc3339.epochMs(attribute);
        if (ms == Rfc3339.INVALID) {
            ms = epochMs(record.getTimeUnixNano());
        }
        return ms == Rfc3339.INVALID ? epochMs(record.getObservedTimeUnixNano()) : ms;
    }

    /** Nanoseconds since the epoch, unsigned; 0 is no time. */
    private static long epochMs(long unixNano) {
        return unixNano == 0 ? Rfc3339.INVALID : Long.divideUnsigned(unixNano, NANOS_PER_MS);
    }

    private static String hex(ByteString id) {
        return id.isEmpty() ? "" : HexFormat.of().formatHex(id.toByteArray());
    }
}
