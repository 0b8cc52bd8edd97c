package io.flyball.sidecar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flyball.gateway.Call;
import io.flyball.gateway.OnDelay;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway asks, or tells the end of, in JSON. Unknown fields are passed over; null is absent.
 *
 * @param tokens {@code tokens}: expected at a check, used at an end
 */
record CheckRequest(Call call, OnDelay onDelay, long tokens) {
    /** A check is ids and nothing else. */
    static final int MAX_BYTES = 262_144;

    private static final int MAX_DEPTH = 20;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** It cannot be understood; the message is one sentence for whoever sent it. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        RefusedException(String why, String sentence) {
            super(sentence, null, false, false);
            this.why = why;
        }

        /** For the metric. */
        String why() {
            return why;
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /** What is asked before a call. */
    static CheckRequest read(byte[] body) throws RefusedException {
        JsonNode json = object(body);
        long tokens = tokens(json);
        Call call = call(json, tokens, flag(json, "reports_end", false));
        return new CheckRequest(call, flag(json, "wait", true) ? OnDelay.WAIT : OnDelay.RETRY, tokens);
    }

    /** What is told at a call's end: its tokens are those it used, and that it ends need not be said. */
    static CheckRequest readEnd(byte[] body) throws RefusedException {
        JsonNode json = object(body);
        return new CheckRequest(call(json, 0, flag(json, "reports_end", true)), OnDelay.WAIT, tokens(json));
    }

    private static Call call(JsonNode json, long expectedTokens, boolean endReported) throws RefusedException {
        return Call.builder()
                .user(id(json, "user"))
                .team(id(json, "team"))
                .org(id(json, "org"))
                .agent(id(json, "agent"))
                .session(id(json, "session"))
                .task(id(json, "task"))
                .model(id(json, "model"))
                .key(id(json, "key"))
                .costCenter(id(json, "cost_center"))
                .estimatedTokens(expectedTokens)
                .endReported(endReported)
                .build();
    }

    private static JsonNode object(byte[] body) throws RefusedException {
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            // told below: the parser's words would show what was sent
        }
        throw new RefusedException(
                "not_json",
                "The body is not one JSON object: send for example {\"user\":\"ann\",\"session\":\"s-1\"}.");
    }

    private static @Nullable String id(JsonNode json, String name) throws RefusedException {
        JsonNode value = json.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new RefusedException(
                    "wrong_type", "The field " + name + " is not a text: send an id in quotes, or leave it out.");
        }
        try {
            return IdentityHeaders.bounded(name, value.textValue());
        } catch (IdentityHeaders.TooLongException e) {
            throw new RefusedException("too_long", String.valueOf(e.getMessage()));
        }
    }

    private static long tokens(JsonNode json) throws RefusedException {
        JsonNode value = json.get("tokens");
        if (value == null || value.isNull()) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new RefusedException(
                    "wrong_type", "The field tokens is not a whole number from 0: send a count, or leave it out.");
        }
        return value.longValue();
    }

    private static boolean flag(JsonNode json, String name, boolean otherwise) throws RefusedException {
        JsonNode value = json.get(name);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new RefusedException(
                    "wrong_type", "The field " + name + " is neither true nor false: send one, or leave it out.");
        }
        return value.booleanValue();
    }
}
