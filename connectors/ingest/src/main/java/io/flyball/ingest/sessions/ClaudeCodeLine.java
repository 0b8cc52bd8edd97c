package io.flyball.ingest.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.JsonFields;
import io.flyball.ingest.record.DecimalText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one line of a session log says about usage. */
sealed interface ClaudeCodeLine {
    /** Neither usage nor the result of a tool: no record. */
    record Other() implements ClaudeCodeLine {}

    /** Usage that cannot be counted. */
    record Faulty(RejectionReason reason) implements ClaudeCodeLine {}

    /** Results of tools. */
    record Results(List<ToolResult> results) implements ClaudeCodeLine {}

    /** One line of the several that tell of a call. */
    record Call(
            String messageId,
            String requestId,
            boolean sidechain,
            long timeMs,
            String session,
            String model,
            String serviceTier,
            String speed,
            String region,
            String stopReason,
            @Nullable BigDecimal reportedCostUsd,
            ClaudeCodeUsage usage,
            List<ToolUse> tools)
            implements ClaudeCodeLine {}

    /** A tool the model asked for. */
    record ToolUse(String id, String name, JsonNode input) {}

    /** What the tool answered. */
    record ToolResult(String toolUseId, JsonNode content, boolean error) {}

    /**
     * Reads a line.
     *
     * @param nowMs the clock that its time is held against, epoch ms
     */
    static ClaudeCodeLine of(JsonNode line, long nowMs) {
        JsonNode wrapped = line.path("data").path("message");
        boolean progress = wrapped.isObject(); // what a sub-agent does, told by its parent's session
        JsonNode entry = progress ? wrapped : line;
        JsonNode message = entry.path("message");
        String type = entry.path("type").asText("");
        if (type.equals("user")) {
            List<ToolResult> results = results(message);
            return results.isEmpty() ? new Other() : new Results(results);
        }
        boolean assistant = type.isEmpty() || type.equals("assistant");
        if (!assistant || !message.path("usage").isObject() || isSynthetic(message)) {
            return new Other();
        }
        boolean sidechain = entry.path("isSidechain").asBoolean(progress);
        return call(line, entry, message, sidechain, nowMs);
    }

    /** Messages that the tool made up itself; nobody is billed for them. */
    private static boolean isSynthetic(JsonNode message) {
        return message.path("model").asText("").equals("<synthetic>");
    }

    private static ClaudeCodeLine call(JsonNode line, JsonNode entry, JsonNode message, boolean sidechain, long nowMs) {
        JsonFields fields = new JsonFields();
        JsonNode usage = message.path("usage");
        String model = fields.text(message, "model");
        String ownSession = fields.text(entry, "sessionId");
        Call call = new Call(
                fields.text(message, "id"),
                fields.text(entry, "requestId"),
                sidechain,
                fields.timeMs(entry, "timestamp"),
                ownSession.isEmpty() ? fields.text(line, "sessionId") : ownSession,
                model,
                fields.text(usage, "service_tier"),
                fields.text(usage, "speed"),
                region(fields.text(usage, "inference_geo")),
                message.path("stop_reason").asText(""),
                cost(entry.path("costUSD")),
                ClaudeCodeUsage.of(usage, model, fields),
                tools(message));
        RejectionReason reason = fault(call, fields, nowMs);
        return reason == null ? call : new Faulty(reason);
    }

    private static @Nullable RejectionReason fault(Call call, JsonFields fields, long nowMs) {
        // Either id alone tells a call apart, so one of them is enough.
        UsageEvent skeleton = UsageEvent.builder()
                .eventId(call.messageId() + call.requestId())
                .timeMs(call.timeMs())
                .model(call.model())
                .user("-")
                .build();
        RejectionReason impossible = UsageValidation.check(skeleton, nowMs);
        if (impossible != null) {
            fields.fault(impossible);
        }
        return fields.fault();
    }

    private static String region(String inferenceGeo) {
        return inferenceGeo.equals("not_available") ? "" : inferenceGeo;
    }

    /** Older logs hold the tool's own estimate; 0 there means that it had none. */
    private static @Nullable BigDecimal cost(JsonNode costUsd) {
        if (!costUsd.isNumber()) {
            return null;
        }
        BigDecimal usd = DecimalText.parse(costUsd.decimalValue().toString());
        return usd != null && usd.signum() > 0 ? usd : null;
    }

    private static List<ToolUse> tools(JsonNode message) {
        List<ToolUse> tools = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            if (block.path("type").asText("").equals("tool_use")) {
                tools.add(new ToolUse(
                        block.path("id").asText(""), block.path("name").asText(""), block.path("input")));
            }
        }
        return tools;
    }

    private static List<ToolResult> results(JsonNode message) {
        List<ToolResult> results = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            if (block.path("type").asText("").equals("tool_result")) {
                results.add(new ToolResult(
                        block.path("tool_use_id").asText(""),
                        block.path("content"),
                        block.path("is_error").asBoolean(false)));
            }
        }
        return results;
    }
}
