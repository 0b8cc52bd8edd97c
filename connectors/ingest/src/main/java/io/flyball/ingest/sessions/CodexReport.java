package io.flyball.ingest.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.files.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * One report of counters; at least one of {@code last} and {@code total} is there unless it has a fault.
 *
 * @param timeMs when the call ended, epoch ms
 * @param model where the report names one, else empty
 * @param last counts of the last call
 * @param total the cumulative counter
 * @param fault why it cannot be counted
 */
record CodexReport(
        long timeMs,
        String model,
        @Nullable CodexCounts last,
        @Nullable CodexCounts total,
        @Nullable RejectionReason fault) {

    /** The report of a line; null where the line reports no counters. */
    static @Nullable CodexReport of(JsonNode line) {
        JsonNode payload = line.path("payload");
        JsonNode info = payload.path("info");
        if (!line.path("type").asText("").equals("event_msg")
                || !payload.path("type").asText("").equals("token_count")
                || !(info.path("last_token_usage").isObject()
                        || info.path("total_token_usage").isObject())) {
            return null;
        }
        JsonFields fields = new JsonFields();
        CodexCounts last = CodexCounts.of(info.path("last_token_usage"), fields);
        CodexCounts total = CodexCounts.of(info.path("total_token_usage"), fields);
        long timeMs = fields.timeMs(line, "timestamp");
        return new CodexReport(timeMs, fields.text(info, "model"), last, total, fields.fault());
    }
}
