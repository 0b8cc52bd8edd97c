package io.flyball.bench.load;

import io.flyball.core.model.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Calls as native records, one a line. The texts of generated traffic need no escapes. */
final class NativeLines {
    private static final int LINE_CHARS = 400;

    private NativeLines() {}

    static byte[] of(List<UsageEvent> events) {
        StringBuilder lines = new StringBuilder(events.size() * LINE_CHARS);
        for (UsageEvent event : events) {
            lines.append("{\"event_id\":\"").append(event.eventId());
            lines.append("\",\"time\":").append(event.timeMs());
            lines.append(",\"model\":\"").append(event.model());
            lines.append("\",\"provider\":\"").append(event.provider());
            lines.append("\",\"user\":\"").append(event.user());
            lines.append("\",\"team\":\"").append(event.team());
            lines.append("\",\"agent\":\"").append(event.agent());
            lines.append("\",\"session\":\"").append(event.session());
            lines.append("\",\"input_tokens\":").append(event.inputTokens());
            lines.append(",\"cache_read_tokens\":").append(event.cacheReadTokens());
            lines.append(",\"cache_write_5m_tokens\":").append(event.cacheWrite5mTokens());
            lines.append(",\"output_tokens\":").append(event.outputTokens());
            lines.append(",\"latency_ms\":").append(event.latencyMs());
            lines.append("}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
