package io.flyball.sidecar;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.gateway.Action;
import io.flyball.gateway.Decision;
import io.flyball.gateway.ThrottleLimits;
import io.flyball.gateway.ThrottleSignal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The 429 that a client gets for a call that is slowed: its headers, and its body in the form of the provider that the
 * client believes to speak to. Never 403 and never 5xx: SDKs wait for a 429 as its Retry-After says, up to 60 s.
 */
record Refusal(Decision decision) {
    /** What a 429's body looks like. */
    enum Form {
        /** OpenAI's error object. */
        OPENAI,
        /** Anthropic's error object. */
        ANTHROPIC,
        /** RFC 9457. */
        PROBLEM;

        /** The form a client of that path understands. */
        static Form ofPath(String path) {
            return path.contains("/v1/messages") || path.contains("/anthropic") ? ANTHROPIC : OPENAI;
        }
    }

    static final int STATUS = 429;

    private static final String ABNORMAL_USAGE =
            "https://iana.org/assignments/http-problem-types#abnormal-usage-detected";
    private static final long WINDOW_SECONDS = 60;
    private static final long MS_A_SECOND = 1_000;
    private static final JsonMapper JSON = new JsonMapper();

    /** Seconds until the client may come again, 1 to 60. */
    long retryAfterSeconds() {
        return decision.isAdmitted()
                ? Math.max(1, (decision.delayMs() + MS_A_SECOND - 1) / MS_A_SECOND)
                : decision.retryAfterSeconds();
    }

    /** {@code velocity} or {@code allowance}, as the signal has it; a loop is a matter of velocity. */
    String kind() {
        ThrottleSignal signal = decision.signal();
        return signal != null && signal.cause().equals("allowance") ? "allowance" : "velocity";
    }

    private String message() {
        String text = decision.text().isEmpty() ? "This is slowed for a while." : decision.text();
        String what = decision.action() == Action.HOLD
                ? " New tasks wait for an approval; running ones go on."
                : " Nothing is lost: the next try is in " + retryAfterSeconds() + " s.";
        return text + what;
    }

    /** All headers, in lower case. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("retry-after", Long.toString(retryAfterSeconds()));
        headers.put("x-should-retry", "true");
        headers.putAll(rateLimit(decision));
        return headers;
    }

    /** RateLimit headers (IETF draft) of what a decision keeps to; empty where no rate is asked for. */
    static Map<String, String> rateLimit(Decision decision) {
        Decision said = decision.would() == null ? decision : decision.would();
        ThrottleLimits limits = said.limits();
        if (limits.maxRequestsPerMinute() == ThrottleLimits.UNLIMITED) {
            return Map.of();
        }
        String name = "\"" + said.level().wireName() + "\"";
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "ratelimit-policy",
                name + ";q=" + limits.maxRequestsPerMinute() + ";w=" + WINDOW_SECONDS + ";qu=\"requests\"");
        long waitSeconds = Math.max(said.retryAfterSeconds(), (said.delayMs() + MS_A_SECOND - 1) / MS_A_SECOND);
        headers.put("ratelimit", name + ";r=" + Math.max(0, said.remainingRequests()) + ";t=" + waitSeconds);
        return headers;
    }

    String contentType(Form form) {
        return form == Form.PROBLEM ? "application/problem+json" : "application/json";
    }

    ObjectNode body(Form form) {
        ObjectNode body = JSON.createObjectNode();
        switch (form) {
            case OPENAI ->
                body.putObject("error")
                        .put("message", message())
                        .put("type", "rate_limit_exceeded")
                        .putNull("param")
                        .put("code", "rate_limit_exceeded");
            case ANTHROPIC ->
                body.put("type", "error")
                        .putObject("error")
                        .put("type", "rate_limit_error")
                        .put("message", message());
            case PROBLEM -> problem(body);
        }
        return body;
    }

    private void problem(ObjectNode body) {
        body.put("type", ABNORMAL_USAGE)
                .put("title", "Abnormal usage detected")
                .put("status", STATUS)
                .put("detail", message())
                .put("kind", kind());
        body.putArray("violated-policies").add(decision.level().wireName());
    }
}
