package io.flyball.ingest.otlp;

import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import java.util.Set;

/**
 * What is passed over, under names that are known beforehand: a name that anybody may send would make a metric of its
 * own.
 */
final class Ignorable {
    private static final Set<String> EVENTS = Set.of(
            "claude_code.api_refusal",
            "claude_code.api_retries_exhausted",
            "claude_code.compaction",
            "claude_code.subagent_completed",
            "claude_code.tool_decision",
            "claude_code.tool_result",
            "claude_code.user_prompt",
            "codex.api_request",
            "codex.conversation_starts",
            "codex.sse_event",
            "codex.tool_decision",
            "codex.tool_result",
            "codex.turn_ttft",
            "codex.user_prompt",
            "codex.websocket_request",
            "gemini_cli.api_request",
            "gemini_cli.config",
            "gemini_cli.tool_call",
            "gemini_cli.user_prompt",
            GenAiNames.INFERENCE_EVENT);

    private static final Set<String> SPANS = Set.of(
            "claude_code.interaction",
            "claude_code.llm_request",
            "claude_code.tool",
            "raw_gen_ai_request",
            "Received Proxy Server Request");

    /** Sums over calls that are charged from another signal. */
    private static final Set<String> USAGE_METRICS = Set.of(
            "claude_code.cost.usage",
            "claude_code.token.usage",
            "codex.turn.token_usage",
            "gemini_cli.token.usage",
            "gen_ai.client.token.usage",
            "gen_ai.client.token.cost",
            "gen_ai.client.inference.usage.input_tokens",
            "gen_ai.client.inference.usage.output_tokens",
            "gen_ai.client.inference.usage.cache_read.input_tokens",
            "gen_ai.client.inference.usage.cache_write.input_tokens",
            "gen_ai.client.inference.usage.reasoning.output_tokens",
            "gen_ai.client.inference.operation.input_tokens",
            "gen_ai.client.inference.operation.output_tokens",
            "gen_ai.server.token.usage");

    private static final Set<String> OTHER_METRICS = Set.of(
            "claude_code.active_time.total",
            "claude_code.code_edit_tool.decision",
            "claude_code.commit.count",
            "claude_code.lines_of_code.count",
            "claude_code.pull_request.count",
            "claude_code.session.count",
            "gen_ai.client.operation.duration",
            "gen_ai.client.inference.duration");

    private Ignorable() {}

    /** A log record or span, under its own name where that is known. */
    static Mapped item(OtlpItem item, Why why) {
        return item(item, item.name(), why);
    }

    /** The same under the full name of an event whose source may leave its prefix out. */
    static Mapped item(OtlpItem item, String name, Why why) {
        boolean log = item.signal() == OtlpSignal.LOGS;
        String other = log ? "log" : "span";
        return new Mapped.Ignored((log ? EVENTS : SPANS).contains(name) ? name : other, why);
    }

    /** A span of an operation of the conventions. */
    static Mapped operation(String operation, Why why) {
        boolean known = GenAiNames.SUMS.contains(operation) || GenAiNames.NO_INFERENCE.contains(operation);
        return new Mapped.Ignored(known ? operation : "gen_ai", why);
    }

    /** A data point of that metric. */
    static Mapped metric(String name) {
        if (USAGE_METRICS.contains(name)) {
            return new Mapped.Ignored(name, Why.OTHER_SIGNAL_IS_MONEY);
        }
        return new Mapped.Ignored(OTHER_METRICS.contains(name) ? name : "metric", Why.NO_USAGE);
    }
}
