package io.flyball.actuators.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The management endpoints of LiteLLM's proxy. A field that is sent is written, null too; one that is not sent stays. A
 * user that it does not know is created by an update, and {@code max_parallel_requests} of a user cannot be set to null.
 */
public final class FakeLiteLlm extends FakeVendor {
    private static final List<String> LIMITS = List.of("rpm_limit", "tpm_limit", "max_parallel_requests");
    private static final Set<String> DIMENSIONS = Set.of("key", "user", "team");

    private final Map<String, Map<String, @Nullable Long>> rows = new HashMap<>();

    /** Makes a key, user or team known. */
    public synchronized void add(String dimension, String id, @Nullable Long rpm, @Nullable Long tpm) {
        Map<String, @Nullable Long> row = new HashMap<>();
        row.put("rpm_limit", rpm);
        row.put("tpm_limit", tpm);
        row.put("max_parallel_requests", null);
        rows.put(dimension + ":" + id, row);
    }

    /** Somebody sets a limit by hand. */
    public synchronized void change(String dimension, String id, String field, @Nullable Long value) {
        row(dimension, id).put(field, value);
    }

    /** A limit as it is; null: none. */
    public synchronized @Nullable Long limit(String dimension, String id, String field) {
        return row(dimension, id).get(field);
    }

    public synchronized boolean knows(String dimension, String id) {
        return rows.containsKey(dimension + ":" + id);
    }

    private Map<String, @Nullable Long> row(String dimension, String id) {
        Map<String, @Nullable Long> row = rows.get(dimension + ":" + id);
        if (row == null) {
            throw new IllegalArgumentException("No " + dimension + " " + id);
        }
        return row;
    }

    @Override
    protected Response answer(Request request) {
        if (!("Bearer " + KEY).equals(request.headers().get("authorization"))) {
            return error(UNAUTHORIZED, "Authentication Error, Invalid proxy server token passed.");
        }
        String[] path = request.path().split("/");
        if (path.length != 3 || !DIMENSIONS.contains(path[1])) {
            return error(NOT_FOUND, "Not Found");
        }
        if (path[2].equals("info") && request.method().equals("GET")) {
            return info(path[1], request);
        }
        return path[2].equals("update") && request.method().equals("POST")
                ? update(path[1], request)
                : error(NOT_FOUND, "Not Found");
    }

    private Response info(String dimension, Request request) {
        String id = request.parameter(field(dimension));
        Map<String, @Nullable Long> row = rows.get(dimension + ":" + id);
        if (row == null) {
            return error(NOT_FOUND, dimension + " not found");
        }
        ObjectNode info = object(dimension.equals("key") ? "key_alias" : field(dimension), id, "spend", 0.5);
        row.forEach(info::put);
        return dimension.equals("key")
                ? new Response(OK, object("key", id, "info", info).toString())
                : new Response(
                        OK,
                        object(field(dimension), id, dimension + "_info", info, "keys", List.of())
                                .toString());
    }

    private Response update(String dimension, Request request) {
        if (!"application/json".equals(request.headers().get("content-type"))) {
            return error(422, "Input should be a valid dictionary");
        }
        List<String> known = dimension.equals("team")
                ? List.of("team_id", "rpm_limit", "tpm_limit")
                : List.of(field(dimension), "rpm_limit", "tpm_limit", "max_parallel_requests");
        ObjectNode body = request.object(known);
        String id = body == null ? "" : body.path(field(dimension)).asText();
        if (body == null || id.isEmpty()) {
            return error(422, "Field required");
        }
        if (!rows.containsKey(dimension + ":" + id)) {
            if (!dimension.equals("user")) {
                return error(NOT_FOUND, dimension + " not found");
            }
            add("user", id, null, null);
        }
        for (String limit : LIMITS) {
            JsonNode value = body.get(limit);
            if (value != null && !value.isNull() && !value.isIntegralNumber()) {
                return error(422, limit + ": Input should be a valid integer");
            }
            boolean dropped = dimension.equals("user") && limit.equals("max_parallel_requests");
            if (value != null && (!value.isNull() || !dropped)) {
                row(dimension, id).put(limit, value.isNull() ? null : (Long) value.longValue());
            }
        }
        return new Response(OK, object(field(dimension), id, "data", Map.of()).toString());
    }

    private static String field(String dimension) {
        return dimension.equals("key") ? "key" : dimension + "_id";
    }

    private static Response error(int status, String message) {
        return new Response(
                status,
                object("error", Map.of("message", message, "type", "auth_error", "param", "None", "code", "" + status))
                        .toString());
    }
}
