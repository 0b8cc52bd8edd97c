package io.flyball.actuators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Reading;
import io.flyball.actuators.port.Target;
import io.flyball.actuators.port.Written;
import io.flyball.actuators.vendor.VendorHttp.Answer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests, tokens and parallel requests a minute of LiteLLM's keys, users and teams. A target that the proxy does not
 * know is never written: an update would create a user. Where there was no limit, null gives that back; LiteLLM takes no
 * such null for a user's parallel requests and has none for a team's, so these are left as they are.
 */
public final class LiteLlmActuator implements LimitActuator {
    /** In records and settings. */
    public static final String NAME = "litellm";

    private static final Map<LimitKind, String> FIELDS = new EnumMap<>(Map.of(
            LimitKind.REQUESTS_PER_MINUTE, "rpm_limit",
            LimitKind.TOKENS_PER_MINUTE, "tpm_limit",
            LimitKind.PARALLEL_REQUESTS, "max_parallel_requests"));
    private static final Set<LimitKind> RATES = Set.of(LimitKind.REQUESTS_PER_MINUTE, LimitKind.TOKENS_PER_MINUTE);
    private static final Set<LimitKind> ALL =
            Set.of(LimitKind.REQUESTS_PER_MINUTE, LimitKind.TOKENS_PER_MINUTE, LimitKind.PARALLEL_REQUESTS);

    private final VendorHttp http;
    private final Set<String> dimensions;
    private final Map<String, String> ids;

    /**
     * @param baseUrl of the proxy, with no slash at its end
     * @param masterKey may update keys, users and teams
     * @param dimensions which scopes it serves: some of {@code key}, {@code user} and {@code team}
     * @param ids what the proxy calls a scope, where that is not the scope's own id
     * @param clock epoch ms
     */
    public LiteLlmActuator(
            String baseUrl,
            String masterKey,
            Set<String> dimensions,
            Map<String, String> ids,
            Duration timeout,
            LongSupplier clock) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + masterKey);
        this.http = new VendorHttp("LiteLLM", baseUrl, headers, timeout, clock);
        this.dimensions = Set.copyOf(dimensions);
        this.ids = Map.copyOf(ids);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Target> targets(String scope) {
        int colon = scope.indexOf(':');
        String dimension = colon < 0 ? scope : scope.substring(0, colon);
        String id = ids.getOrDefault(scope, scope.substring(colon + 1));
        return dimensions.contains(dimension) && !id.isBlank()
                ? List.of(new Target(NAME, scope, dimension + ":" + id))
                : List.of();
    }

    @Override
    public Set<LimitKind> kinds(Target target) {
        return dimension(target).equals("key") ? ALL : RATES;
    }

    @Override
    public Reading read(Target target) throws InterruptedException {
        String dimension = dimension(target);
        String field = dimension.equals("key") ? "key" : dimension + "_id";
        Answer answer = http.get("/" + dimension + "/info?" + field + "=" + VendorHttp.encoded(id(target)));
        if (answer instanceof Answer.Refused refused) {
            return new Reading.Refused(refused.why());
        }
        if (answer instanceof Answer.Later later) {
            return new Reading.Later(later.why(), later.afterMs());
        }
        JsonNode info = ((Answer.Ok) answer).body().path(dimension.equals("key") ? "info" : dimension + "_info");
        // Without its id it is the sum that some versions make up for those they do not know.
        if (!info.isObject() || !dimension.equals("key") && !id(target).equals(text(info.get(field)))) {
            return new Reading.Refused("LiteLLM knows no " + dimension + " \"" + id(target) + "\".");
        }
        Limits limits = Limits.NONE;
        for (LimitKind kind : kinds(target)) {
            JsonNode value = info.path(FIELDS.getOrDefault(kind, ""));
            if (value.isNumber() && (!value.canConvertToLong() || value.longValue() < 0)) {
                return new Reading.Refused(
                        "LiteLLM says " + FIELDS.get(kind) + " is " + value + ", which is no limit.");
            }
            limits = limits.with(kind, value.isNumber() ? (Long) value.longValue() : null);
        }
        return new Reading.Found(limits);
    }

    @Override
    public Written set(Target target, Reading.Found current, Limits wanted) throws InterruptedException {
        String dimension = dimension(target);
        ObjectNode body = VendorHttp.JSON.createObjectNode();
        body.put(dimension.equals("key") ? "key" : dimension + "_id", id(target));
        for (LimitKind kind : kinds(target)) {
            if (!wanted.agreesOn(kind, current.limits())) {
                body.put(FIELDS.getOrDefault(kind, ""), wanted.get(kind));
            }
        }
        return written(http.post("/" + dimension + "/update", body));
    }

    static Written written(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            return new Written.Refused(refused.why());
        }
        return answer instanceof Answer.Later later
                ? new Written.Later(later.why(), later.afterMs())
                : new Written.Done();
    }

    private static String dimension(Target target) {
        return target.id().substring(0, target.id().indexOf(':'));
    }

    private static String id(Target target) {
        return target.id().substring(target.id().indexOf(':') + 1);
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null ? null : node.textValue();
    }

    @Override
    public void close() {
        // its requests end by their time-outs
    }
}
