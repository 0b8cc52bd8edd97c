package io.flyball.sidecar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.gateway.Action;
import io.flyball.gateway.Decision;
import io.flyball.gateway.Gate;
import io.flyball.gateway.ThrottleLimits;
import io.flyball.gateway.ThrottleSignal;
import io.flyball.gateway.ThrottleTopicReader;
import java.time.Instant;
import java.util.Locale;

/** Decisions and signals as the doors write them; names are those of the throttle topic. */
final class DecisionJson {
    private static final JsonMapper JSON = new JsonMapper();

    private DecisionJson() {}

    /** The answer to a check. */
    static ObjectNode of(Decision decision, Gate gate) {
        ObjectNode json = core(decision);
        Decision would = decision.would();
        json.put("shadow", gate.isShadow());
        if (would != null) {
            json.set("would", core(would));
        }
        if (gate.isStale()) {
            json.put("stale", true);
            json.put("table_age_ms", ageMs(gate));
        }
        return json;
    }

    /** Age of the table; -1 where it was never read. */
    static long ageMs(Gate gate) {
        long ageMs = gate.stalenessMs();
        return ageMs == ThrottleTopicReader.NEVER ? -1 : ageMs;
    }

    private static ObjectNode core(Decision decision) {
        ObjectNode json = JSON.createObjectNode();
        json.put("level", decision.level().wireName());
        json.put("action", decision.action().wireName());
        json.put("admitted", decision.isAdmitted());
        json.put("delay_ms", decision.delayMs());
        json.put("retry_after_seconds", decision.retryAfterSeconds());
        put(json, "model_override", decision.modelOverride());
        put(json, "max_output_tokens", decision.maxOutputTokens());
        json.set("limits", limits(decision.limits()));
        ThrottleSignal signal = decision.signal();
        if (signal != null) {
            facts(json, signal, decision);
        }
        if (decision.action() == Action.DELAY || decision.action() == Action.HOLD) {
            json.set("responses", responses(new Refusal(decision)));
        }
        return json;
    }

    private static void facts(ObjectNode json, ThrottleSignal signal, Decision decision) {
        json.put("scope", signal.scope());
        json.put("sequence", signal.sequence());
        json.put("cause", signal.cause());
        json.put("kind", new Refusal(decision).kind());
        json.put("running_task", decision.isRunningTask());
        json.put("text", signal.text());
        json.put("valid_until", Instant.ofEpochMilli(signal.validUntilMs()).toString());
        ArrayNode findings = json.putArray("findings");
        signal.findings().forEach(findings::add);
        ArrayNode scopes = json.putArray("scopes");
        decision.signals().forEach(one -> scopes.add(one.scope()));
    }

    private static ObjectNode responses(Refusal refusal) {
        ObjectNode responses = JSON.createObjectNode();
        for (Refusal.Form form : Refusal.Form.values()) {
            ObjectNode response = responses.putObject(form.name().toLowerCase(Locale.ROOT));
            response.put("status", Refusal.STATUS);
            ObjectNode headers = response.putObject("headers");
            headers.put("content-type", refusal.contentType(form));
            refusal.headers().forEach(headers::put);
            response.set("body", refusal.body(form));
        }
        return responses;
    }

    static ObjectNode limits(ThrottleLimits limits) {
        ObjectNode json = JSON.createObjectNode();
        put(json, "max_requests_per_minute", limits.maxRequestsPerMinute());
        put(json, "max_tokens_per_minute", limits.maxTokensPerMinute());
        put(json, "max_concurrency", limits.maxConcurrency());
        put(json, "delay_ms", limits.delayMs());
        put(json, "model_override", limits.modelOverride());
        put(json, "max_output_tokens", limits.maxOutputTokens());
        return json;
    }

    private static void put(ObjectNode json, String name, long limit) {
        if (limit != ThrottleLimits.UNLIMITED) {
            json.put(name, limit);
        }
    }

    private static void put(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    /** A signal as it stands on the topic, with the level and limits of its present step. */
    static String signal(ThrottleSignal now) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(now.json());
            if (!json.path("level").asText().equals(now.level().wireName())
                    || json.path("steps").size() != now.steps().size()) {
                json.put("level", now.level().wireName());
                json.put("applies_to", now.appliesTo().wireName());
                json.set("limits", limits(now.limits()));
                ArrayNode steps = json.putArray("steps");
                now.steps().forEach(step -> steps.addObject()
                        .put("level", step.level().wireName())
                        .put("until", Instant.ofEpochMilli(step.untilMs()).toString())
                        .set("limits", limits(step.limits())));
            }
            return json.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A signal that was read cannot be read again", e);
        }
    }

    /** Nothing is asked of the scope any more. */
    static String cleared(String scope) {
        return JSON.createObjectNode().put("scope", scope).put("level", "clear").toString();
    }

    /** A refusal of what was asked, one sentence. */
    static String error(String sentence) {
        return JSON.createObjectNode().put("error", sentence).toString();
    }
}
