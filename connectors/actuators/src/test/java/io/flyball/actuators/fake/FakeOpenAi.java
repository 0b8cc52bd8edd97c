package io.flyball.actuators.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rate limits of OpenAI's projects: listed a few a page, none to be had alone, and none that can be null. */
public final class FakeOpenAi extends FakeVendor {
    private static final String PREFIX = "/v1/organization/projects/";
    private static final int A_PAGE = 2;
    private static final List<String> LIMITS = List.of(
            "max_requests_per_1_minute",
            "max_tokens_per_1_minute",
            "max_images_per_1_minute",
            "max_audio_megabytes_per_1_minute",
            "max_requests_per_1_day",
            "batch_1_day_max_input_tokens");

    private final Map<String, Map<String, ObjectNode>> projects = new LinkedHashMap<>();

    /** Makes a rate limit known. */
    public synchronized void add(String project, String id, @Nullable Long requests, @Nullable Long tokens) {
        ObjectNode limit = object("object", "project.rate_limit", "id", id, "model", id.substring(3));
        put(limit, "max_requests_per_1_minute", requests);
        put(limit, "max_tokens_per_1_minute", tokens);
        projects.computeIfAbsent(project, p -> new LinkedHashMap<>()).put(id, limit);
    }

    private static void put(ObjectNode limit, String field, @Nullable Long value) {
        if (value != null) {
            limit.put(field, value);
        }
    }

    @Override
    protected Response answer(Request request) {
        if (!("Bearer " + KEY).equals(request.headers().get("authorization"))) {
            return error(UNAUTHORIZED, "Incorrect API key provided.");
        }
        String[] path = request.path().startsWith(PREFIX)
                ? request.path().substring(PREFIX.length()).split("/")
                : new String[0];
        if (path.length < 2 || path.length > 3 || !path[1].equals("rate_limits")) {
            return error(NOT_FOUND, "Unknown request URL.");
        }
        Map<String, ObjectNode> limits = projects.get(path[0]);
        if (limits == null) {
            return error(NOT_FOUND, "Project " + path[0] + " not found.");
        }
        if (path.length == 2) {
            return request.method().equals("GET") ? page(request, limits) : error(405, "Not allowed.");
        }
        return request.method().equals("POST") ? modify(request, limits.get(path[2])) : error(405, "Not allowed.");
    }

    private static Response page(Request request, Map<String, ObjectNode> limits) {
        if (!List.of("limit", "after", "before").containsAll(request.query().keySet())) {
            return error(BAD_REQUEST, "Unknown parameter.");
        }
        List<ObjectNode> all = new ArrayList<>(limits.values());
        int from = 0;
        if (request.query().containsKey("after")) {
            from = new ArrayList<>(limits.keySet()).indexOf(request.parameter("after")) + 1;
            if (from == 0) {
                return error(BAD_REQUEST, "Invalid cursor.");
            }
        }
        List<ObjectNode> page = all.subList(from, Math.min(all.size(), from + A_PAGE));
        ObjectNode body = object("object", "list", "data", page, "has_more", from + A_PAGE < all.size());
        if (!page.isEmpty()) {
            body.put("first_id", page.get(0).path("id").asText());
            body.put("last_id", page.get(page.size() - 1).path("id").asText());
        }
        return new Response(OK, body.toString());
    }

    private static Response modify(Request request, @Nullable ObjectNode limit) {
        ObjectNode body = request.object(LIMITS);
        if (limit == null) {
            return error(NOT_FOUND, "Rate limit not found.");
        }
        if (body == null
                || body.isEmpty()
                || !"application/json".equals(request.headers().get("content-type"))) {
            return error(BAD_REQUEST, "Invalid body.");
        }
        for (String field : LIMITS) {
            JsonNode value = body.get(field);
            if (value != null && (!value.isIntegralNumber() || value.longValue() < 0 || !limit.has(field))) {
                return error(BAD_REQUEST, "Invalid value for " + field + ".");
            }
        }
        limit.setAll(body);
        return new Response(OK, limit.toString());
    }

    private static Response error(int status, String message) {
        return new Response(
                status,
                object("error", Map.of("message", message, "type", "invalid_request_error"))
                        .toString());
    }
}
