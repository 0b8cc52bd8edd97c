package io.flyball.ingest.otlp;

import com.google.protobuf.ByteString;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Mapped;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests made by hand, and what they are mapped to. */
final class Otlp {
    static final long NOW_MS = 1_787_220_100_000L;
    static final long TIME_MS = 1_787_220_000_123L;
    static final Attributes NO_HEADERS = name -> null;

    private Otlp() {}

    /** Names and values in turn; a value is a text, a long, a double, a boolean or a list of texts. */
    static Map<String, Object> attributes(Object... namesAndValues) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return attributes;
    }

    static Map<String, Object> with(Map<String, Object> attributes, Object... namesAndValues) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.putAll(attributes(namesAndValues));
        return more;
    }

    static Map<String, Object> with(Map<String, Object> attributes, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(attributes);
        all.putAll(more);
        return all;
    }

    static Map<String, Object> without(Map<String, Object> attributes, String... names) {
        Map<String, Object> fewer = new LinkedHashMap<>(attributes);
        List.of(names).forEach(fewer::remove);
        return fewer;
    }

    static LogRecord record(Map<String, Object> attributes) {
        return LogRecord.newBuilder()
                .setTimeUnixNano(TIME_MS * 1_000_000)
                .addAllAttributes(keyValues(attributes))
                .build();
    }

    static Span span(String name, Map<String, Object> attributes) {
        return Span.newBuilder()
                .setName(name)
                .setTraceId(ByteString.copyFromUtf8("0123456789abcdef"))
                .setSpanId(ByteString.copyFromUtf8("01234567"))
                .setStartTimeUnixNano((TIME_MS - 1500) * 1_000_000)
                .setEndTimeUnixNano(TIME_MS * 1_000_000)
                .addAllAttributes(keyValues(attributes))
                .build();
    }

    static ExportLogsServiceRequest logs(Map<String, Object> resource, LogRecord... records) {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(Resource.newBuilder().addAllAttributes(keyValues(resource)))
                        .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records))))
                .build();
    }

    static ExportTraceServiceRequest traces(Map<String, Object> resource, String scope, Span... spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAllAttributes(keyValues(resource)))
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .setScope(InstrumentationScope.newBuilder().setName(scope))
                                .addAllSpans(List.of(spans))))
                .build();
    }

    static Mapped map(Map<String, Object> resource, LogRecord record) {
        return map(new OtlpMapping(OtlpRules.DEFAULT), resource, record);
    }

    static Mapped map(OtlpMapping mapping, Map<String, Object> resource, LogRecord record) {
        return only(mapping.logs(logs(resource, record), NO_HEADERS, NOW_MS));
    }

    static Mapped map(Map<String, Object> resource, Span span) {
        return map(new OtlpMapping(OtlpRules.DEFAULT), resource, span);
    }

    static Mapped map(OtlpMapping mapping, Map<String, Object> resource, Span span) {
        return only(mapping.traces(traces(resource, "", span), NO_HEADERS, NOW_MS));
    }

    static UsageEvent event(Mapped mapped) {
        if (mapped instanceof Mapped.Call call) {
            return call.event();
        }
        throw new AssertionError("no call: " + mapped);
    }

    static List<UsageEvent> events(List<Mapped> mapped) {
        return mapped.stream()
                .filter(Mapped.Call.class::isInstance)
                .map(Otlp::event)
                .toList();
    }

    /** Input, cache reads, cache writes and output. */
    static List<Long> tokens(UsageEvent event) {
        return List.of(event.inputTokens(), event.cacheReadTokens(), event.cacheWrite5mTokens(), event.outputTokens());
    }

    private static Mapped only(List<Mapped> mapped) {
        if (mapped.size() != 1) {
            throw new AssertionError("one item, but " + mapped);
        }
        return mapped.get(0);
    }

    private static List<KeyValue> keyValues(Map<String, Object> attributes) {
        return attributes.entrySet().stream()
                .map(entry -> KeyValue.newBuilder()
                        .setKey(entry.getKey())
                        .setValue(value(entry.getValue()))
                        .build())
                .toList();
    }

    private static AnyValue value(Object value) {
        AnyValue.Builder any = AnyValue.newBuilder();
        if (value instanceof Long number) {
            return any.setIntValue(number).build();
        }
        if (value instanceof Double number) {
            return any.setDoubleValue(number).build();
        }
        if (value instanceof Boolean truth) {
            return any.setBoolValue(truth).build();
        }
        if (value instanceof List<?> list) {
            ArrayValue.Builder array = ArrayValue.newBuilder();
            list.forEach(element -> array.addValues(value(element)));
            return any.setArrayValue(array).build();
        }
        return any.setStringValue((String) value).build();
    }
}
