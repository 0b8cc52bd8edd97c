package io.flyball.app.files;

import io.flyball.actuators.decide.ActuatorRules;
import io.flyball.actuators.decide.Mode;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.vendor.AnthropicActuator;
import io.flyball.actuators.vendor.LiteLlmActuator;
import io.flyball.actuators.vendor.OpenAiActuator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Systems whose limits may be set, in YAML (or JSON). Keys of vendors stand elsewhere:
 *
 * <pre>{@code
 * litellm:
 *   url: http://litellm:4000
 *   mode: dry-run                          # then enforce; off takes back what was set
 *   dimensions: [user, team, key]
 *   ids: {"user:ann@example.com": u-17}
 *   floor: {requests_per_minute: 5, tokens_per_minute: 1000000}
 * openai:
 *   projects:
 *     - {team: core, project: proj_abc, rate_limits: [rl-gpt-5]}
 * anthropic:
 *   period: monthly
 *   headroom_cents: 10000
 * }</pre>
 */
public final class ActuatorsFile {
    private static final List<String> COMMON =
            List.of("url", "mode", "floor", "sessions", "changes_per_minute", "debounce_percent", "timeout_ms");
    private static final Map<String, List<String>> OWN = new LinkedHashMap<>(Map.of(
            LiteLlmActuator.NAME, List.of("dimensions", "ids"),
            OpenAiActuator.NAME, List.of("projects"),
            AnthropicActuator.NAME, List.of("ids", "period", "headroom_cents", "call_cents")));
    private static final Map<String, String> USUAL_URL = Map.of(
            OpenAiActuator.NAME, "https://api.openai.com",
            AnthropicActuator.NAME, "https://api.anthropic.com");
    private static final Set<String> LITELLM_DIMENSIONS = Set.of("user", "team", "key");
    private static final Set<String> PERIODS = Set.of("daily", "weekly", "monthly");
    private static final long MOST = 1_000_000_000_000L;
    private static final long USUAL_TIMEOUT_MS = 10_000;

    private final Problems problems;

    private ActuatorsFile(Problems problems) {
        this.problems = problems;
    }

    /**
     * One actuator as it is written; what does not concern it is empty.
     *
     * @param url with no slash at its end
     * @param projects by team
     */
    public record Written(
            ActuatorRules rules,
            String url,
            Duration timeout,
            Set<String> dimensions,
            Map<String, String> ids,
            Map<String, OpenAiActuator.Project> projects,
            String period) {}

    /**
     * Reads the file.
     *
     * @throws io.flyball.app.Refusal where it cannot be read or anything in it is wrong
     */
    public static List<Written> read(Path file) {
        Problems problems = new Problems(file);
        ActuatorsFile reading = new ActuatorsFile(problems);
        Fields root = Fields.of(problems, "", Document.read(file), OWN.keySet());
        List<Written> all = new ArrayList<>();
        for (String name : root.keys()) {
            Node node = root.node(name);
            if (node != null && OWN.containsKey(name)) {
                all.add(reading.actuator(name, node));
            } else if (OWN.containsKey(name)) {
                root.refuse(name, "with nothing behind it: write at least mode: dry-run there.");
            }
        }
        problems.refuseIfAny();
        return all;
    }

    private Written actuator(String name, Node node) {
        Collection<String> known = new TreeSet<>(COMMON);
        known.addAll(OWN.getOrDefault(name, List.of()));
        Fields fields = Fields.of(problems, name + ".", node, known);
        Long timeoutMs = fields.whole("timeout_ms", 100, 60_000);
        return new Written(
                rules(name, fields),
                url(name, fields),
                Duration.ofMillis(timeoutMs == null ? USUAL_TIMEOUT_MS : timeoutMs),
                dimensions(fields),
                ids(name, fields),
                projects(name, fields),
                period(fields));
    }

    private ActuatorRules rules(String name, Fields fields) {
        ActuatorRules usual = ActuatorRules.usual(name);
        String text = fields.text("mode");
        Mode mode = text == null ? usual.mode() : Mode.ofWireName(text);
        if (mode == null) {
            fields.refuse("mode", "which there is not: write dry-run, enforce or off.");
        }
        return new ActuatorRules(
                name,
                mode == null ? Mode.OFF : mode,
                floor(name, fields, usual.floor()),
                (int) whole(fields, "sessions", 1, 1_000, usual.sessions()),
                (int) whole(fields, "changes_per_minute", 1, 60, usual.changesPerMinute()),
                (int) whole(fields, "debounce_percent", 0, 90, usual.debouncePercent()),
                whole(fields, "headroom_cents", 1, MOST, usual.headroomCents()),
                whole(fields, "call_cents", 1, 1_000_000, usual.callCents()));
    }

    private static long whole(Fields fields, String key, long least, long most, long usual) {
        Long value = fields.whole(key, least, most);
        return value == null ? usual : value;
    }

    private Map<LimitKind, Long> floor(String name, Fields fields, Map<LimitKind, Long> usual) {
        Map<LimitKind, Long> floor = new EnumMap<>(usual);
        Node node = fields.node("floor");
        if (node != null) {
            List<String> kinds = new ArrayList<>();
            for (LimitKind kind : LimitKind.values()) {
                kinds.add(kind.wireName());
            }
            Fields values = Fields.of(problems, name + ".floor.", node, kinds);
            for (LimitKind kind : LimitKind.values()) {
                Long value = values.whole(kind.wireName(), 1, MOST);
                if (value != null) {
                    floor.put(kind, value);
                }
            }
        }
        return floor;
    }

    private static String url(String name, Fields fields) {
        String usual = USUAL_URL.get(name);
        if (usual == null && !fields.requires("url", "http://litellm:4000")) {
            return "";
        }
        String url = fields.text("url");
        if (url == null) {
            return usual == null ? "" : usual;
        }
        if (!isHttp(url)) {
            fields.refuse("url", "which is no http or https URL: write one such as http://litellm:4000.");
        }
        return url.replaceAll("/+$", "");
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Set<String> dimensions(Fields fields) {
        if (!fields.writes("dimensions")) {
            return LITELLM_DIMENSIONS;
        }
        Set<String> dimensions = new LinkedHashSet<>(fields.texts("dimensions"));
        if (!LITELLM_DIMENSIONS.containsAll(dimensions)) {
            fields.refuse("dimensions", "which LiteLLM does not limit: write some of user, team and key.");
        }
        return dimensions;
    }

    private Map<String, String> ids(String name, Fields fields) {
        Node node = fields.node("ids");
        Map<String, String> ids = new HashMap<>();
        if (node != null) {
            Fields byScope = Fields.of(problems, name + ".ids.", node, List.of());
            for (String scope : byScope.keys()) {
                String id = byScope.text(scope);
                if (scope.indexOf(':') < 1) {
                    byScope.refuse(
                            scope, "which is under a name that is no scope: write one such as user:ann@example.com.");
                } else if (id != null) {
                    ids.put(scope, id);
                }
            }
        }
        return ids;
    }

    private Map<String, OpenAiActuator.Project> projects(String name, Fields fields) {
        Map<String, OpenAiActuator.Project> projects = new HashMap<>();
        Set<String> taken = new LinkedHashSet<>();
        int i = 0;
        for (Node item : fields.items("projects", true)) {
            String where = name + ".projects[" + i++ + "].";
            Fields project = Fields.of(problems, where, item, List.of("team", "project", "rate_limits"));
            boolean whole = project.requires("team", "core") & project.requires("project", "proj_abc");
            String team = project.text("team");
            String id = project.text("project");
            List<String> limits = project.texts("rate_limits");
            if (!project.requires("rate_limits", "[rl-gpt-5]") || !whole || team == null || id == null) {
                continue;
            }
            if (id.contains("/") || projects.put(team, new OpenAiActuator.Project(id, limits)) != null) {
                project.refuse("team", "which has a project already, or one with a slash: write each team once.");
            }
            if (!taken.add(id)) {
                project.refuse("project", "which another team has: a project's limits can follow one team only.");
            }
        }
        return projects;
    }

    private static String period(Fields fields) {
        String period = fields.text("period");
        if (period != null && !PERIODS.contains(period)) {
            fields.refuse("period", "which there is not: write monthly, or for a Claude apps gateway daily or weekly.");
        }
        return period == null ? "monthly" : period;
    }
}
