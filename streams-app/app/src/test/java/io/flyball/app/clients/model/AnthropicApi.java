package io.flyball.app.clients.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import io.flyball.app.clients.model.BilledCall.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Anthropic: messages, streamed or not. Input on its bill is without the cache, and writes have two ages. */
final class AnthropicApi implements ModelApi {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String TEXT = "Done.";

    @Override
    public boolean hasKey(Headers headers, String query) {
        return FakeModel.KEY.equals(headers.getFirst("x-api-key"));
    }

    @Override
    public ModelAnswer get(String path) {
        return refusal(404, "no such resource");
    }

    @Override
    public ModelAnswer post(String path, JsonNode request, Biller biller) {
        if (!path.equals("v1/messages")) {
            return refusal(404, "no such resource");
        }
        String model = request.path("model").asText();
        if (model.isEmpty()
                || !request.path("messages").isArray()
                || !request.path("max_tokens").isIntegralNumber()) {
            return refusal(400, "'model', 'messages' or 'max_tokens' is missing");
        }
        BilledCall call =
                biller.bill(Api.ANTHROPIC_MESSAGES, model, request.toString().contains("\"ttl\":\"1h\""));
        Map<String, String> headers = Map.of("request-id", "req_" + call.id());
        return request.path("stream").asBoolean()
                ? ModelAnswer.events(stream(call), true, "", headers)
                : ModelAnswer.json(whole(call), headers);
    }

    @Override
    public ModelAnswer refusal(int status, String why) {
        ObjectNode error = NODES.objectNode().put("type", "error");
        error.putObject("error")
                .put("type", status == 429 ? "rate_limit_error" : "invalid_request_error")
                .put("message", why);
        return ModelAnswer.refusal(status, why, error.toString());
    }

    private static ObjectNode whole(BilledCall call) {
        ObjectNode message = message(call);
        message.putArray("content").addObject().put("type", "text").put("text", TEXT);
        message.put("stop_reason", "end_turn");
        message.set("usage", usage(call, call.outputTokens()));
        return message;
    }

    /** Counts come twice, as with the vendor: all of the input at the start, the whole output at the end. */
    private static List<ObjectNode> stream(BilledCall call) {
        List<ObjectNode> events = new ArrayList<>();
        ObjectNode begun = message(call).putNull("stop_reason");
        begun.putArray("content");
        begun.set("usage", usage(call, 1));
        events.add(event("message_start").set("message", begun));
        ObjectNode block = event("content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        events.add(block);
        ObjectNode delta = event("content_block_delta").put("index", 0);
        delta.putObject("delta").put("type", "text_delta").put("text", TEXT);
        events.add(delta);
        events.add(event("content_block_stop").put("index", 0));
        ObjectNode end = event("message_delta");
        end.putObject("delta").put("stop_reason", "end_turn").putNull("stop_sequence");
        end.putObject("usage").put("output_tokens", call.outputTokens());
        events.add(end);
        events.add(event("message_stop"));
        return events;
    }

    private static ObjectNode message(BilledCall call) {
        return NODES.objectNode()
                .put("id", call.id())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", call.model())
                .putNull("stop_sequence");
    }

    private static ObjectNode usage(BilledCall call, long outputTokens) {
        ObjectNode usage = NODES.objectNode()
                .put("input_tokens", call.inputTokens())
                .put("cache_read_input_tokens", call.cacheReadTokens())
                .put("cache_creation_input_tokens", call.cacheWrite5mTokens() + call.cacheWrite1hTokens())
                .put("output_tokens", outputTokens)
                .put("service_tier", "standard");
        usage.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", call.cacheWrite5mTokens())
                .put("ephemeral_1h_input_tokens", call.cacheWrite1hTokens());
        return usage;
    }

    private static ObjectNode event(String type) {
        return NODES.objectNode().put("type", type);
    }
}
