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

/**
 * Requests and tokens a minute of OpenAI's projects, model by model. Where a project has no limit of a kind there is none
 * to give back: such a kind is left as it is.
 */
public final class OpenAiActuator implements LimitActuator {
    /** In records and settings. */
    public static final String NAME = "openai";

    private static final String PROJECTS = "/v1/organization/projects/";
    private static final int MOST_PAGES = 20;
    private static final Map<LimitKind, String> FIELDS = new EnumMap<>(Map.of(
            LimitKind.REQUESTS_PER_MINUTE, "max_requests_per_1_minute",
            LimitKind.TOKENS_PER_MINUTE, "max_tokens_per_1_minute"));

    /**
     * What a team's signals concern.
     *
     * @param project id of the project that the team has for itself
     * @param rateLimits ids of the project's rate limits, one for each model
     */
    public record Project(String project, List<String> rateLimits) {
        public Project {
            rateLimits = List.copyOf(rateLimits);
        }
    }

    private final VendorHttp http;
    private final Map<String, Project> teams;

    /**
     * @param baseUrl with no slash at its end
     * @param adminKey of the organization
     * @param teams the project of each team, by the team's id
     * @param clock epoch ms
     */
    public OpenAiActuator(
            String baseUrl, String adminKey, Map<String, Project> teams, Duration timeout, LongSupplier clock) {
        this.http = new VendorHttp("OpenAI", baseUrl, Map.of("Authorization", "Bearer " + adminKey), timeout, clock);
        this.teams = Map.copyOf(teams);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Target> targets(String scope) {
        Project project = scope.startsWith("team:") ? teams.get(scope.substring("team:".length())) : null;
        return project == null
                ? List.of()
                : project.rateLimits().stream()
                        .map(limit -> new Target(NAME, scope, project.project() + "/" + limit))
                        .toList();
    }

    @Override
    public Set<LimitKind> kinds(Target target) {
        return FIELDS.keySet();
    }

    /** The API gives the limits of a project page by page, and none by its id. */
    @Override
    public Reading read(Target target) throws InterruptedException {
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Answer answer = http.get(rateLimits(target) + "?limit=100" + after);
            if (answer instanceof Answer.Refused refused) {
                return new Reading.Refused(refused.why());
            }
            if (answer instanceof Answer.Later later) {
                return new Reading.Later(later.why(), later.afterMs());
            }
            JsonNode body = ((Answer.Ok) answer).body();
            for (JsonNode limit : body.path("data")) {
                if (limit.path("id").asText().equals(rateLimit(target))) {
                    return found(limit);
                }
            }
            String last = body.path("last_id").asText("");
            if (!body.path("has_more").asBoolean() || last.isEmpty()) {
                break;
            }
            after = "&after=" + VendorHttp.encoded(last);
        }
        return new Reading.Refused("OpenAI knows no rate limit \"" + rateLimit(target) + "\" of that project.");
    }

    private static Reading found(JsonNode limit) {
        Limits limits = Limits.NONE;
        for (Map.Entry<LimitKind, String> field : FIELDS.entrySet()) {
            JsonNode value = limit.path(field.getValue());
            if (value.canConvertToExactIntegral() && value.canConvertToLong() && value.longValue() >= 0) {
                limits = limits.with(field.getKey(), value.longValue());
            }
        }
        return new Reading.Found(limits);
    }

    @Override
    public Written set(Target target, Reading.Found current, Limits wanted) throws InterruptedException {
        ObjectNode body = VendorHttp.JSON.createObjectNode();
        FIELDS.forEach((kind, field) -> {
            Long value = wanted.get(kind);
            if (value != null && current.limits().get(kind) != null && !wanted.agreesOn(kind, current.limits())) {
                body.put(field, value);
            }
        });
        return body.isEmpty()
                ? new Written.Refused("OpenAI has no limit of that kind on it.")
                : LiteLlmActuator.written(
                        http.post(rateLimits(target) + "/" + VendorHttp.encoded(rateLimit(target)), body));
    }

    private static String rateLimits(Target target) {
        String project = target.id().substring(0, target.id().indexOf('/'));
        return PROJECTS + VendorHttp.encoded(project) + "/rate_limits";
    }

    private static String rateLimit(Target target) {
        return target.id().substring(target.id().indexOf('/') + 1);
    }

    @Override
    public void close() {
        // its requests end by their time-outs
    }
}
