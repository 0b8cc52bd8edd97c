package io.flyball.app.clients.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Status, headers and body of one answer; {@code refusedBecause} is set where the request was. */
record ModelAnswer(
        int status,
        Map<String, String> headers,
        String body,
        @Nullable String refusedBecause) {
    /** One JSON document. */
    static ModelAnswer json(JsonNode body, Map<String, String> headers) {
        return new ModelAnswer(200, with(headers, "application/json"), body.toString(), null);
    }

    /** Server-sent events, each named by its {@code type} where {@code named}. */
    static ModelAnswer events(List<? extends JsonNode> events, boolean named, String end, Map<String, String> headers) {
        StringBuilder body = new StringBuilder();
        for (JsonNode event : events) {
            if (named) {
                body.append("event: ").append(event.path("type").asText()).append('\n');
            }
            body.append("data: ").append(event).append("\n\n");
        }
        return new ModelAnswer(
                200, with(headers, "text/event-stream"), body.append(end).toString(), null);
    }

    /** An error. */
    static ModelAnswer refusal(int status, String why, String body) {
        return new ModelAnswer(status, with(Map.of(), "application/json"), body, why);
    }

    private static Map<String, String> with(Map<String, String> headers, String contentType) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", contentType);
        return all;
    }
}
