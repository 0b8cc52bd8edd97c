package io.flyball.bench.load;

import io.flyball.core.model.UsageEvent;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls as the log records of Claude Code: its attributes stand on every record, most of them as texts. */
final class AgentLogs {
    private static final Resource RESOURCE = Resource.newBuilder()
            .addAttributes(text("service.name", "claude-code"))
            .addAttributes(text("service.version", "2.1.214"))
            .addAttributes(text("host.arch", "arm64"))
            .addAttributes(text("os.type", "darwin"))
            .build();

    private static final InstrumentationScope SCOPE = InstrumentationScope.newBuilder()
            .setName("com.anthropic.claude_code.events")
            .setVersion("2.1.214")
            .build();

    private AgentLogs() {}

    static ExportLogsServiceRequest of(List<UsageEvent> events) {
        ScopeLogs.Builder logs = ScopeLogs.newBuilder().setScope(SCOPE);
        events.forEach(event -> logs.addLogRecords(record(event)));
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().setResource(RESOURCE).addScopeLogs(logs))
                .build();
    }

    private static LogRecord record(UsageEvent event) {
        long timeNanos = TimeUnit.MILLISECONDS.toNanos(event.timeMs());
        return LogRecord.newBuilder()
                .setTimeUnixNano(timeNanos)
                .setObservedTimeUnixNano(timeNanos)
                .setBody(AnyValue.newBuilder().setStringValue("claude_code.api_request"))
                .addAttributes(text("event.name", "api_request"))
                .addAttributes(text(
                        "event.timestamp", Instant.ofEpochMilli(event.timeMs()).toString()))
                .addAttributes(text("session.id", event.session()))
                .addAttributes(text("user.email", event.user()))
                .addAttributes(text("user.id", Integer.toHexString(event.user().hashCode())))
                .addAttributes(text("organization.id", "0b5c7c86-4f3d-4b7e-9a39-3d0b7f5c1d11"))
                .addAttributes(text("terminal.type", "iTerm.app"))
                .addAttributes(text("team.id", event.team()))
                .addAttributes(text("agent.name", event.agent()))
                .addAttributes(text("model", event.model()))
                .addAttributes(text("request_id", event.eventId()))
                .addAttributes(text("speed", "normal"))
                .addAttributes(number("input_tokens", event.inputTokens()))
                .addAttributes(number("output_tokens", event.outputTokens()))
                .addAttributes(number("cache_read_tokens", event.cacheReadTokens()))
                .addAttributes(number("cache_creation_tokens", event.cacheWrite5mTokens()))
                .addAttributes(number("duration_ms", 12_500))
                .addAttributes(text("cost_usd", "0.0421884"))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }
}
