package io.flyball.sidecar;

import io.flyball.gateway.Call;
import io.flyball.gateway.Decision;
import io.flyball.gateway.Gate;
import io.flyball.gateway.OnDelay;
import io.flyball.gateway.ThrottleLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both forms of ext_authz share: a request's headers become a decision, and whatever goes wrong lets it through. */
final class ExtAuthz {
    private static final Logger LOG = LoggerFactory.getLogger(ExtAuthz.class);

    /** What a header can carry as it is; a model of another name is told in the metadata alone. */
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]{1,256}");

    private final Gate gate;
    private final IdentityHeaders identity;
    private final SidecarMeters meters;

    ExtAuthz(Gate gate, IdentityHeaders identity, SidecarMeters meters) {
        this.gate = gate;
        this.identity = identity;
        this.meters = meters;
    }

    /** The decision about a request, or null where it is let through because nothing can be said. */
    @Nullable
    Decision decide(String door, Function<String, @Nullable String> header, Function<String, @Nullable String> given) {
        try {
            Call call = identity.call(header, given);
            Decision decision = gate.decide(call, OnDelay.RETRY);
            meters.decided(door, decision);
            return decision;
        } catch (IdentityHeaders.TooLongException e) {
            meters.failedOpen(door, "too_long");
            return null;
        } catch (RuntimeException e) {
            LOG.error("An ext_authz check failed here: the request is let through", e);
            meters.failedOpen(door, "failed");
            return null;
        }
    }

    /** A request without what is needed to look at it was let through. */
    void brokenRequest(String door) {
        meters.failedOpen(door, "no_http_attributes");
    }

    /** What the request carries on to the model's side. */
    Map<String, String> upstreamHeaders(@Nullable Decision decision) {
        if (decision == null) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>(Answers.headers(decision, gate));
        if (HEADER_VALUE.matcher(decision.modelOverride()).matches()) {
            headers.put("x-flyball-model-override", decision.modelOverride());
        }
        if (decision.maxOutputTokens() != ThrottleLimits.UNLIMITED) {
            headers.put("x-flyball-max-output-tokens", Long.toString(decision.maxOutputTokens()));
        }
        return headers;
    }

    /** What the client is told besides. */
    Map<String, String> clientHeaders(@Nullable Decision decision) {
        if (decision == null) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>(Answers.headers(decision, gate));
        headers.putAll(Refusal.rateLimit(decision));
        return headers;
    }
}
