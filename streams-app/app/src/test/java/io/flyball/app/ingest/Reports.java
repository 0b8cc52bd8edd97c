package io.flyball.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.app.ingest.SnippetTrials.Expected;
import io.flyball.app.ingest.SnippetTrials.Report;
import io.flyball.app.ingest.SnippetTrials.Reported;
import io.flyball.app.ingest.TelemetryExport.Item;
import java.util.HashMap;
import java.util.Map;

/** One call of each kind of client, as that client reports it: 1000 tokens of input, 200 read from the cache besides. */
final class Reports {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long INPUT = 1000;
    private static final long CACHED = 200;
    private static final long WITH_CACHE = INPUT + CACHED;
    private static final String ANN = "ann@example.test";

    private final long mark;

    /** @param mark the output tokens by which the call is known again */
    Reports(long mark) {
        this.mark = mark;
    }

    Reported claudeCode() {
        Map<String, Object> attributes = Map.of(
                "event.name",
                "api_request",
                "session.id",
                "session-" + mark,
                "user.email",
                ANN,
                "model",
                "claude-sonnet-4-5",
                "request_id",
                "req_" + mark,
                "input_tokens",
                INPUT,
                "cache_read_tokens",
                CACHED,
                "output_tokens",
                mark);
        Item item = Item.log("com.anthropic.claude_code.events", "claude_code.api_request", attributes);
        return new Reported(item, expected("claude-code", ANN, "platform"));
    }

    /** After a login; counts are texts in part. */
    Reported codex() {
        Map<String, Object> attributes = Map.of(
                "event.name",
                "codex.sse_event",
                "event.kind",
                "response.completed",
                "event.timestamp",
                SnippetTrials.now(),
                "conversation.id",
                "conversation-" + mark,
                "user.email",
                ANN,
                "model",
                "gpt-5.6",
                "input_token_count",
                Long.toString(WITH_CACHE),
                "cached_token_count",
                CACHED,
                "output_token_count",
                Long.toString(mark));
        return new Reported(Item.log("codex_otel", "", attributes), expected("codex", ANN, "unassigned"));
    }

    Reported geminiCli() {
        Map<String, Object> attributes = Map.of(
                "event.name",
                "gemini_cli.api_response",
                "event.timestamp",
                SnippetTrials.now(),
                "session.id",
                "session-" + mark,
                "prompt_id",
                "prompt-" + mark,
                "model",
                "gemini-2.5-pro",
                "input_token_count",
                WITH_CACHE,
                "cached_content_token_count",
                CACHED,
                "output_token_count",
                mark - 5,
                "thoughts_token_count",
                5);
        return new Reported(
                Item.log("gemini-cli", "API response", attributes), expected("gemini-cli", ANN, "platform"));
    }

    Reported copilot() {
        return new Reported(
                Item.span("copilot-chat", "chat gpt-4.1", conventional()), expected("copilot", ANN, "platform"));
    }

    Reported sdk() {
        return new Reported(
                Item.span("checkout", "chat gpt-4.1", conventional()), expected("otel", "svc-checkout", "payments"));
    }

    Reported sdkOf(String user) {
        Map<String, Object> attributes = new HashMap<>(conventional());
        attributes.put("user.id", user);
        return new Reported(Item.span("checkout", "chat gpt-4.1", attributes), expected("otel", user, "unassigned"));
    }

    Reported openInference() {
        Map<String, Object> attributes = Map.of(
                "openinference.span.kind", "LLM",
                "user.id", ANN,
                "llm.model_name", "gpt-4.1",
                "llm.token_count.prompt", WITH_CACHE,
                "llm.token_count.prompt_details.cache_read", CACHED,
                "llm.token_count.completion", mark);
        Item item = Item.span("openinference.instrumentation.openai", "ChatCompletion", attributes);
        return new Reported(item, expected("openinference", ANN, "research"));
    }

    Reported langfuse() {
        Map<String, Object> attributes = Map.of(
                "langfuse.observation.type",
                "generation",
                "langfuse.user.id",
                ANN,
                "langfuse.observation.model.name",
                "gpt-4.1",
                "langfuse.observation.usage_details",
                "{\"input\":" + INPUT + ",\"input_cached_tokens\":" + CACHED + ",\"output\":" + mark + "}");
        return new Reported(
                Item.span("langfuse-sdk", "generation", attributes), expected("langfuse", ANN, "unassigned"));
    }

    Reported liteLlmSpan() {
        Map<String, Object> attributes = new HashMap<>(conventional());
        attributes.put("metadata.user_api_key_user_id", "ann");
        attributes.put("metadata.user_api_key_team_id", "platform");
        return new Reported(
                Item.span("litellm", "litellm_request", attributes), expected("litellm", "ann", "platform"));
    }

    /** Envoy fills the format in, all as text, and writes a dash where it knows nothing. */
    Reported envoy(Map<String, String> format) {
        Map<String, String> known = Map.of(
                "%START_TIME%",
                SnippetTrials.now(),
                "%DURATION%",
                "1526",
                "%RESPONSE_CODE%",
                "200",
                "%REQ(X-REQUEST-ID)%",
                "request-" + mark,
                "%REQ(X-USER-ID)%",
                ANN,
                "%REQ(X-AI-EG-MODEL)%",
                "gpt-4.1",
                "%DYNAMIC_METADATA(io.envoy.ai_gateway:llm_input_token)%",
                Long.toString(WITH_CACHE),
                "%DYNAMIC_METADATA(io.envoy.ai_gateway:llm_cached_input_token)%",
                Long.toString(CACHED),
                "%DYNAMIC_METADATA(io.envoy.ai_gateway:llm_output_token)%",
                Long.toString(mark));
        Map<String, Object> attributes = new HashMap<>();
        format.forEach((name, operator) -> attributes.put(name, known.getOrDefault(operator, "-")));
        return new Reported(Item.log("", "", attributes), expected("envoy-ai-gateway", ANN, "unassigned"));
    }

    /** APISIX fills variables in, adds the route, and puts several entries into an array. */
    Report apisix(ObjectNode format) throws java.io.IOException {
        Map<String, String> known = Map.of(
                "$request_id",
                "request-" + mark,
                "$time_iso8601",
                SnippetTrials.now(),
                "$consumer_name",
                "jack",
                "$request_llm_model",
                "gpt-4.1",
                "$llm_model",
                "gpt-4.1-2025-04-14",
                "$llm_prompt_tokens",
                Long.toString(WITH_CACHE),
                "$llm_cache_read_input_tokens",
                Long.toString(CACHED),
                "$llm_completion_tokens",
                Long.toString(mark));
        ObjectNode entry = filledIn(format, known);
        entry.put("route_id", "1");
        return new Report(JSON.createArrayNode().add(entry).toString(), expected("apisix", "jack", "unassigned"));
    }

    private static ObjectNode filledIn(ObjectNode format, Map<String, String> known) {
        ObjectNode entry = JSON.createObjectNode();
        format.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                entry.set(field.getKey(), filledIn((ObjectNode) value, known));
            } else if (!value.asText().startsWith("$")) {
                entry.set(field.getKey(), value);
            } else if (known.containsKey(value.asText())) {
                entry.put(field.getKey(), known.get(value.asText()));
            } else if (value.asText().startsWith("$llm_")) {
                entry.put(field.getKey(), "0");
            }
        });
        return entry;
    }

    /** Two lines without a line feed at the end; the first is a call of somebody else. */
    Report liteLlmPayload() {
        String other = payload("other-" + mark, "ben", 1).toString();
        return new Report(
                other + "\n" + payload("chatcmpl-" + mark, "ann", mark), expected("litellm", "ann", "platform"));
    }

    private static ObjectNode payload(String id, String user, long output) {
        ObjectNode payload = JSON.createObjectNode();
        payload.put("id", id)
                .put("call_type", "acompletion")
                .put("status", "success")
                .put("model", "openai/gpt-4.1")
                .put("custom_llm_provider", "openai")
                .put("startTime", System.currentTimeMillis() / 1000.0 - 2)
                .put("endTime", System.currentTimeMillis() / 1000.0)
                .put("response_cost", 0.0123)
                .put("prompt_tokens", WITH_CACHE)
                .put("completion_tokens", output);
        ObjectNode metadata = payload.putObject("metadata");
        metadata.put("user_api_key_user_id", user).put("user_api_key_team_id", "platform");
        metadata.putObject("usage_object").putObject("prompt_tokens_details").put("cached_tokens", CACHED);
        return payload;
    }

    /** It says nothing of the cache. */
    Report openMeter() {
        ObjectNode event = JSON.createObjectNode();
        event.put("specversion", "1.0")
                .put("type", "litellm_tokens")
                .put("id", "chatcmpl-" + mark)
                .put("time", SnippetTrials.now())
                .put("subject", "ann")
                .put("source", "litellm-proxy");
        event.putObject("data")
                .put("model", "gpt-4.1")
                .put("cost", 0.0123)
                .put("prompt_tokens", WITH_CACHE)
                .put("completion_tokens", mark)
                .put("total_tokens", WITH_CACHE + mark);
        return new Report(event.toString(), new Expected("litellm", "ann", "unassigned", WITH_CACHE, 0, mark));
    }

    private Map<String, Object> conventional() {
        return Map.of(
                "gen_ai.operation.name",
                "chat",
                "gen_ai.provider.name",
                "openai",
                "gen_ai.request.model",
                "gpt-4.1",
                "gen_ai.response.id",
                "chatcmpl-otel-" + mark,
                "gen_ai.usage.input_tokens",
                WITH_CACHE,
                "gen_ai.usage.cache_read.input_tokens",
                CACHED,
                "gen_ai.usage.output_tokens",
                mark);
    }

    private Expected expected(String source, String user, String team) {
        return new Expected(source, user, team, INPUT, CACHED, mark);
    }
}
