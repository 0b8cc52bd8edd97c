package io.flyball.sidecar;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.flyball.gateway.Decision;
import io.flyball.gateway.Gate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Responses that all doors share. */
final class Answers {
    private Answers() {}

    static HttpResponse json(HttpStatus status, String body, Map<String, String> headers) {
        return HttpResponse.of(
                ResponseHeaders.builder(status)
                        .contentType(MediaType.JSON_UTF_8)
                        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                        .add(headers.entrySet())
                        .build(),
                HttpData.ofUtf8(body));
    }

    static HttpResponse refused(HttpStatus status, String sentence) {
        return json(status, DecisionJson.error(sentence), Map.of());
    }

    /** What every door says about a decision in headers: the level, what it would do, and how sure it can be. */
    static Map<String, String> headers(Decision decision, Gate gate) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-flyball-level", decision.level().wireName());
        headers.put("x-flyball-action", decision.action().wireName());
        Decision would = decision.would();
        if (would != null) {
            headers.put("x-flyball-would", would.action().wireName());
        }
        headers.putAll(staleness(gate));
        return headers;
    }

    /** Empty while the table is fresh. */
    static Map<String, String> staleness(Gate gate) {
        return gate.isStale() ? Map.of("x-flyball-stale", "true") : Map.of();
    }
}
