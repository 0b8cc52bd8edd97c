package io.flyball.app.clients.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import io.flyball.app.clients.model.BilledCall.Api;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gemini: content, streamed or not. The prompt on its bill includes the cache, the candidates exclude the thoughts. */
final class GeminiApi implements ModelApi {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern CONTENT =
            Pattern.compile("v1(?:beta)?/models/([^/:]+):(generateContent|streamGenerateContent|countTokens)");

    @Override
    public boolean hasKey(Headers headers, String query) {
        return FakeModel.KEY.equals(headers.getFirst("x-goog-api-key")) || query.contains("key=" + FakeModel.KEY);
    }

    @Override
    public ModelAnswer get(String path) {
        return refusal(404, "no such resource");
    }

    @Override
    public ModelAnswer post(String path, JsonNode request, Biller biller) {
        Matcher content = CONTENT.matcher(path);
        if (!content.matches()) {
            return refusal(404, "no such resource");
        }
        if (!request.path("contents").isArray()) {
            return refusal(400, "'contents' is no array");
        }
        if (content.group(2).equals("countTokens")) {
            return ModelAnswer.json(NODES.objectNode().put("totalTokens", 1_000), Map.of());
        }
        BilledCall call = biller.bill(Api.GEMINI_CONTENT, content.group(1), false);
        ObjectNode answer = answer(request, call);
        return content.group(2).equals("generateContent")
                ? ModelAnswer.json(answer, Map.of())
                : ModelAnswer.events(List.of(answer), false, "", Map.of());
    }

    @Override
    public ModelAnswer refusal(int status, String why) {
        ObjectNode error = NODES.objectNode();
        error.putObject("error")
                .put("code", status)
                .put("message", why)
                .put("status", status == 429 ? "RESOURCE_EXHAUSTED" : "INVALID_ARGUMENT");
        return ModelAnswer.refusal(status, why, error.toString());
    }

    private static ObjectNode answer(JsonNode request, BilledCall call) {
        ObjectNode answer = NODES.objectNode().put("responseId", call.id()).put("modelVersion", call.model());
        ObjectNode candidate =
                answer.putArray("candidates").addObject().put("index", 0).put("finishReason", "STOP");
        ObjectNode content = candidate.putObject("content").put("role", "model");
        content.putArray("parts").add(part(request));
        answer.putObject("usageMetadata")
                .put("promptTokenCount", call.contextTokens())
                .put("cachedContentTokenCount", call.cacheReadTokens())
                .put("candidatesTokenCount", call.outputTokens() - call.reasoningTokens())
                .put("thoughtsTokenCount", call.reasoningTokens())
                .put("totalTokenCount", call.contextTokens() + call.outputTokens());
        return answer;
    }

    /** Structured output gets an object with what its schema asks for; everything else gets words or a tool call. */
    private static ObjectNode part(JsonNode request) {
        if (request.path("generationConfig").path("responseMimeType").asText().equals("application/json")) {
            return NODES.objectNode().put("text", "{}");
        }
        return ToolCalls.wanted(request)
                ? ToolCalls.gemini(request)
                : NODES.objectNode().put("text", "Done.");
    }
}
