package io.flyball.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.gateway.Call;
import io.flyball.gateway.Decision;
import io.flyball.gateway.Gate;
import io.flyball.gateway.OnDelay;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/portkey}: Portkey's webhook guardrail. Its verdict is always true, for a false one would end the call
 * with a status that no client waits for: a delay is slept here, within Portkey's time-out, and a cheaper model is put
 * into the request. The body holds a prompt: it goes back as it came and is neither logged nor kept.
 */
final class PortkeyDoor {
    private static final Logger LOG = LoggerFactory.getLogger(PortkeyDoor.class);
    private static final String NAME = "portkey";
    private static final String BEFORE_REQUEST = "beforeRequestHook";
    private static final String PASS = "{\"verdict\":true,\"data\":{}}";
    /** Portkey gives up after 3 s. */
    private static final long LONGEST_SLEEP_MS = 2_500;

    private static final int MAX_BYTES = 32 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Gate gate;
    private final IdentityHeaders identity;
    private final SidecarMeters meters;

    PortkeyDoor(Gate gate, IdentityHeaders identity, SidecarMeters meters) {
        this.gate = gate;
        this.identity = identity;
        this.meters = meters;
    }

    void bind(ServerBuilder server) {
        server.route()
                .post("/v1/portkey")
                .maxRequestLength(MAX_BYTES)
                .build((ctx, request) -> HttpResponse.of(request.aggregate().handle(this::answer)));
    }

    private HttpResponse answer(@Nullable AggregatedHttpRequest request, @Nullable Throwable failed) {
        if (request == null) {
            return pass("unread");
        }
        try {
            JsonNode body = JSON.readTree(request.content().array());
            if (body == null || !body.isObject()) {
                return pass("not_json");
            }
            if (!body.path("eventType").asText(BEFORE_REQUEST).equals(BEFORE_REQUEST)) {
                return Answers.json(HttpStatus.OK, PASS, Map.of());
            }
            return answer(body, request.headers()::get);
        } catch (IOException e) {
            return pass("not_json");
        } catch (IdentityHeaders.TooLongException e) {
            return pass("too_long");
        } catch (RuntimeException e) {
            LOG.error(
                    "A request of Portkey failed here and is let through: {}",
                    e.getClass().getName());
            return pass("failed");
        }
    }

    private HttpResponse pass(String why) {
        meters.failedOpen(NAME, why);
        return Answers.json(HttpStatus.OK, PASS, Map.of());
    }

    private HttpResponse answer(JsonNode body, Function<String, @Nullable String> header)
            throws IdentityHeaders.TooLongException {
        JsonNode metadata = body.path("metadata");
        JsonNode asked = body.path("request").path("json");
        Function<String, @Nullable String> given = part -> part.equals("model")
                ? text(asked.path("model"))
                : orElse(text(metadata.path(part)), text(metadata.path("_" + part)));
        Call call = identity.call(header, given);
        Decision decision = gate.decide(call, OnDelay.WAIT);
        meters.decided(NAME, decision);
        ObjectNode answer = JSON.createObjectNode().put("verdict", true);
        answer.set("data", DecisionJson.of(decision, gate));
        if (!decision.modelOverride().isEmpty() && asked.isObject()) {
            ObjectNode request = ((ObjectNode) asked).put("model", decision.modelOverride());
            answer.putObject("transformedData").putObject("request").set("json", request);
        }
        HttpResponse response = Answers.json(HttpStatus.OK, answer.toString(), Answers.headers(decision, gate));
        long sleepMs = Math.min(LONGEST_SLEEP_MS, decision.isAdmitted() ? decision.delayMs() : LONGEST_SLEEP_MS);
        return sleepMs == 0 ? response : HttpResponse.delayed(response, Duration.ofMillis(sleepMs));
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : null;
    }

    private static @Nullable String orElse(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }
}
