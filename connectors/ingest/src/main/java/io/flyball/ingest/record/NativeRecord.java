package io.flyball.ingest.record;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.ingest.record.NativeFields.JsonNumber;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The native usage record: one JSON object, as a line of a file or as the body of a request. Unknown fields are ignored,
 * null is absent. Never throws on any bytes. Thread-safe.
 */
public final class NativeRecord {
    /** A record of this many bytes is read; one of a byte more is not. */
    public static final int MAX_BYTES = 1_048_576;

    /** What became of a record. */
    public sealed interface Outcome {}

    /** A possible event. */
    public record Valid(UsageEvent event) implements Outcome {}

    /** No event, and why. */
    public record Refused(RejectionReason reason) implements Outcome {}

    private record Text(String name, BiConsumer<UsageEventBuilder, String> setter) {}

    private record Count(String name, ObjLongConsumer<UsageEventBuilder> setter) {}

    private static final List<Text> TEXTS = List.of(
            new Text("event_id", UsageEventBuilder::eventId),
            new Text("model", UsageEventBuilder::model),
            new Text("response_model", UsageEventBuilder::responseModel),
            new Text("user", UsageEventBuilder::user),
            new Text("source", UsageEventBuilder::source),
            new Text("provider", UsageEventBuilder::provider),
            new Text("operation", UsageEventBuilder::operation),
            new Text("service_tier", UsageEventBuilder::serviceTier),
            new Text("speed", UsageEventBuilder::speed),
            new Text("region", UsageEventBuilder::region),
            new Text("team", UsageEventBuilder::team),
            new Text("agent", UsageEventBuilder::agent),
            new Text("session", UsageEventBuilder::session),
            new Text("task", UsageEventBuilder::task),
            new Text("key", UsageEventBuilder::key),
            new Text("org", UsageEventBuilder::org),
            new Text("cost_center", UsageEventBuilder::costCenter),
            new Text("request_fingerprint", UsageEventBuilder::requestFingerprint),
            new Text("stop_reason", UsageEventBuilder::stopReason));

    private static final List<Count> COUNTS = List.of(
            new Count("input_tokens", UsageEventBuilder::inputTokens),
            new Count("cache_read_tokens", UsageEventBuilder::cacheReadTokens),
            new Count("cache_write_5m_tokens", UsageEventBuilder::cacheWrite5mTokens),
            new Count("cache_write_1h_tokens", UsageEventBuilder::cacheWrite1hTokens),
            new Count("output_tokens", UsageEventBuilder::outputTokens),
            new Count("reasoning_tokens", UsageEventBuilder::reasoningTokens),
            new Count("web_search_requests", UsageEventBuilder::webSearchRequests),
            new Count("audio_input_tokens", UsageEventBuilder::audioInputTokens),
            new Count("audio_output_tokens", UsageEventBuilder::audioOutputTokens),
            new Count("images", UsageEventBuilder::images),
            new Count("context_tokens", UsageEventBuilder::reportedContextTokens),
            new Count("latency_ms", UsageEventBuilder::latencyMs),
            new Count("attempt", UsageEventBuilder::attempt));

    private static final String STATUS = "status";
    private static final String REPORTED_COST = "reported_cost_usd";

    private final NativeFields parser = new NativeFields(names());

    /**
     * Reads one record.
     *
     * @param json the bytes without a line's end
     * @param nowMs the clock that the record's time is held against, epoch ms
     */
    public Outcome read(byte[] json, long nowMs) {
        return read(json, nowMs, "");
    }

    /**
     * The same, where somebody pays for records that name neither a user nor a key.
     *
     * @param userOfNobody empty: such a record is refused
     */
    public Outcome read(byte[] json, long nowMs, String userOfNobody) {
        if (json.length > MAX_BYTES) {
            return new Refused(RejectionReason.TOO_LARGE);
        }
        String text = Utf8.decode(json);
        if (text == null) {
            return new Refused(RejectionReason.NOT_JSON);
        }
        NativeFields.Result result = parser.read(text);
        if (result.reason() != null) {
            return new Refused(result.reason());
        }
        if (isMissing(result.fields(), "user") && isMissing(result.fields(), "key")) {
            result.fields().put("user", userOfNobody);
        }
        return eventOf(result.fields(), nowMs);
    }

    private static Outcome eventOf(Map<String, Object> fields, long nowMs) {
        UsageEventBuilder builder = UsageEvent.builder();
        RejectionReason fault = missing(fields);
        if (fault == null) {
            fault = setTexts(fields, builder);
        }
        if (fault == null) {
            fault = setTime(fields, builder);
        }
        if (fault == null) {
            fault = setNumbers(fields, builder);
        }
        if (fault != null) {
            return new Refused(fault);
        }
        UsageEvent event = builder.build();
        fault = UsageValidation.check(event, nowMs);
        return fault != null ? new Refused(fault) : new Valid(event);
    }

    private static @Nullable RejectionReason missing(Map<String, Object> fields) {
        if (isMissing(fields, "event_id")) {
            return RejectionReason.MISSING_EVENT_ID;
        }
        if (isMissing(fields, "time")) {
            return RejectionReason.MISSING_TIME;
        }
        if (isMissing(fields, "model")) {
            return RejectionReason.MISSING_MODEL;
        }
        return isMissing(fields, "user") && isMissing(fields, "key") ? RejectionReason.MISSING_USER : null;
    }

    private static boolean isMissing(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        return value == null || value.equals("");
    }

    private static @Nullable RejectionReason setTexts(Map<String, Object> fields, UsageEventBuilder builder) {
        for (Text text : TEXTS) {
            Object value = fields.get(text.name());
            if (value == null) {
                continue;
            }
            if (!(value instanceof String string)) {
                return RejectionReason.BAD_TYPE;
            }
            if (!string.isEmpty()) { // an empty text is an absent one: the default stays
                text.setter().accept(builder, string);
            }
        }
        Object status = fields.get(STATUS);
        if (status != null) {
            if (!(status instanceof String string)) {
                return RejectionReason.BAD_TYPE;
            }
            builder.status(string); // of the enumeration the empty text is no member, so it must not become the default
        }
        return setLists(fields, builder);
    }

    @SuppressWarnings("unchecked") // NativeFields maps actions to a list of actions, and tags to a map of texts
    private static @Nullable RejectionReason setLists(Map<String, Object> fields, UsageEventBuilder builder) {
        Object actions = fields.get("actions");
        if (actions instanceof List) {
            builder.actions((List<ToolAction>) actions);
        } else if (actions != null) {
            return RejectionReason.BAD_TYPE;
        }
        if (fields.get("tags") instanceof Map<?, ?> tags) {
            builder.tags((Map<String, String>) tags);
        }
        return null;
    }

    private static @Nullable RejectionReason setTime(Map<String, Object> fields, UsageEventBuilder builder) {
        Object value = fields.get("time");
        long timeMs = Rfc3339.INVALID;
        if (value instanceof String text) {
            timeMs = Rfc3339.epochMs(text);
        } else if (value instanceof JsonNumber number) {
            Long whole = wholeNumber(number);
            timeMs = whole == null ? Rfc3339.INVALID : whole;
        }
        builder.timeMs(timeMs);
        return UsageValidation.possibleTime(timeMs) ? null : RejectionReason.BAD_TIME;
    }

    private static @Nullable RejectionReason setNumbers(Map<String, Object> fields, UsageEventBuilder builder) {
        boolean negative = false;
        for (Count count : COUNTS) {
            Object value = fields.get(count.name());
            if (value == null) {
                continue;
            }
            Long whole = value instanceof JsonNumber number ? wholeNumber(number) : null;
            if (whole == null) {
                return RejectionReason.BAD_NUMBER;
            }
            negative |= whole < 0; // here, as -1 means absent in the event
            count.setter().accept(builder, whole);
        }
        Object cost = fields.get(REPORTED_COST);
        if (cost != null) {
            BigDecimal usd = decimal(cost);
            if (usd == null) {
                return RejectionReason.BAD_NUMBER;
            }
            builder.reportedCostUsd(usd);
        }
        return negative ? RejectionReason.NEGATIVE_COUNT : null;
    }

    private static @Nullable BigDecimal decimal(Object value) {
        if (value instanceof JsonNumber number) {
            return DecimalText.parse(number.text());
        }
        return value instanceof String text ? DecimalText.parse(text) : null;
    }

    /** The number, or null where it is not written as a whole one ({@code 10.0}) or does not fit. */
    private static @Nullable Long wholeNumber(JsonNumber number) {
        if (!number.whole() || number.text().length() > 20) {
            return null;
        }
        try {
            return Long.valueOf(number.text());
        } catch (NumberFormatException beyondLong) {
            return null;
        }
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>(Set.of("time", "actions", "tags", STATUS, REPORTED_COST));
        TEXTS.forEach(text -> names.add(text.name()));
        COUNTS.forEach(count -> names.add(count.name()));
        return Set.copyOf(names);
    }
}
