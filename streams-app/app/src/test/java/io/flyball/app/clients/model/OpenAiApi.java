package io.flyball.app.clients.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import io.flyball.app.clients.model.BilledCall.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI: responses, always streamed, and chat completions, streamed or not. Input on its bill includes the cache. */
final class OpenAiApi implements ModelApi {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long CREATED = 1_780_000_000L;
    private static final String TEXT = "Done.";

    @Override
    public boolean hasKey(Headers headers, String query) {
        return ("Bearer " + FakeModel.KEY).equals(headers.getFirst("Authorization"));
    }

    @Override
    public ModelAnswer get(String path) {
        if (!path.equals("v1/models")) {
            return refusal(404, "no such resource");
        }
        ObjectNode list = NODES.objectNode().put("object", "list");
        list.putArray("data");
        list.putArray("models");
        return ModelAnswer.json(list, Map.of());
    }

    @Override
    public ModelAnswer post(String path, JsonNode request, Biller biller) {
        String model = request.path("model").asText();
        switch (path) {
            case "v1/responses":
                if (model.isEmpty()
                        || !request.path("input").isArray()
                        || !request.path("stream").asBoolean()) {
                    return refusal(400, "'model' is missing, 'input' is no array, or 'stream' is not true");
                }
                return responses(request, biller.bill(Api.OPENAI_RESPONSES, model, false));
            case "v1/chat/completions":
                if (model.isEmpty() || !request.path("messages").isArray()) {
                    return refusal(400, "'model' is missing, or 'messages' is no array");
                }
                return chat(request, biller.bill(Api.OPENAI_CHAT, model, false));
            default:
                return refusal(404, "no such resource");
        }
    }

    @Override
    public ModelAnswer refusal(int status, String why) {
        ObjectNode error = NODES.objectNode();
        error.putObject("error")
                .put("message", why)
                .put("type", status == 429 ? "rate_limit_exceeded" : "invalid_request_error")
                .putNull("param")
                .put("code", status == 429 ? "rate_limit_exceeded" : "invalid_request");
        return ModelAnswer.refusal(status, why, error.toString());
    }

    private static ModelAnswer responses(JsonNode request, BilledCall call) {
        ObjectNode response = NODES.objectNode()
                .put("id", call.id())
                .put("object", "response")
                .put("created_at", CREATED)
                .put("model", call.model());
        ObjectNode item = ToolCalls.wanted(request) ? ToolCalls.openAi(request) : null;
        List<ObjectNode> events = new ArrayList<>();
        events.add(event("response.created").set("response", response.deepCopy().put("status", "in_progress")));
        ObjectNode done = item == null ? message(events, call) : item;
        events.add(event("response.output_item.done").put("output_index", 0).set("item", done));
        ObjectNode completed = response.deepCopy().put("status", "completed");
        completed.putArray("output").add(done);
        completed.set("usage", responsesUsage(call));
        events.add(event("response.completed").set("response", completed));
        for (int i = 0; i < events.size(); i++) {
            events.get(i).put("sequence_number", i);
        }
        return ModelAnswer.events(events, true, "", Map.of("x-request-id", "req_" + call.id()));
    }

    private static ObjectNode message(List<ObjectNode> events, BilledCall call) {
        String id = "msg_" + call.id();
        ObjectNode item =
                NODES.objectNode().put("type", "message").put("id", id).put("role", "assistant");
        ObjectNode opened = item.deepCopy().put("status", "in_progress");
        opened.putArray("content");
        events.add(event("response.output_item.added").put("output_index", 0).set("item", opened));
        events.add(event("response.output_text.delta")
                .put("item_id", id)
                .put("output_index", 0)
                .put("content_index", 0)
                .put("delta", TEXT));
        item.put("status", "completed");
        item.putArray("content")
                .addObject()
                .put("type", "output_text")
                .put("text", TEXT)
                .putArray("annotations");
        return item;
    }

    private static ObjectNode responsesUsage(BilledCall call) {
        ObjectNode usage = NODES.objectNode()
                .put("input_tokens", call.contextTokens())
                .put("output_tokens", call.outputTokens())
                .put("total_tokens", call.contextTokens() + call.outputTokens());
        usage.putObject("input_tokens_details")
                .put("cached_tokens", call.cacheReadTokens())
                .put("cache_write_tokens", call.cacheWrite5mTokens());
        usage.putObject("output_tokens_details").put("reasoning_tokens", call.reasoningTokens());
        return usage;
    }

    private static ModelAnswer chat(JsonNode request, BilledCall call) {
        Map<String, String> headers = Map.of("x-request-id", "req_" + call.id());
        if (!request.path("stream").asBoolean()) {
            ObjectNode whole = completion(call, "chat.completion", "message", TEXT, "stop");
            whole.set("usage", chatUsage(call));
            return ModelAnswer.json(whole, headers);
        }
        List<ObjectNode> chunks = new ArrayList<>();
        chunks.add(completion(call, "chat.completion.chunk", "delta", TEXT, null));
        chunks.add(completion(call, "chat.completion.chunk", "delta", "", "stop"));
        // as with the vendor, a streamed call tells its usage only to who asks, in a last chunk without choices
        if (request.path("stream_options").path("include_usage").asBoolean()) {
            ObjectNode last = completion(call, "chat.completion.chunk", "delta", "", null);
            last.putArray("choices");
            last.set("usage", chatUsage(call));
            chunks.add(last);
        }
        return ModelAnswer.events(chunks, false, "data: [DONE]\n\n", headers);
    }

    private static ObjectNode completion(
            BilledCall call, String object, String part, String text, @Nullable String finishReason) {
        ObjectNode completion = NODES.objectNode()
                .put("id", call.id())
                .put("object", object)
                .put("created", CREATED)
                .put("model", call.model());
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.putObject(part).put("role", "assistant").put("content", text);
        choice.put("finish_reason", finishReason);
        return completion;
    }

    private static ObjectNode chatUsage(BilledCall call) {
        ObjectNode usage = NODES.objectNode()
                .put("prompt_tokens", call.contextTokens())
                .put("completion_tokens", call.outputTokens())
                .put("total_tokens", call.contextTokens() + call.outputTokens());
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", call.cacheReadTokens())
                .put("cache_write_tokens", call.cacheWrite5mTokens());
        usage.putObject("completion_tokens_details").put("reasoning_tokens", call.reasoningTokens());
        return usage;
    }

    private static ObjectNode event(String type) {
        return NODES.objectNode().put("type", type);
    }
}
