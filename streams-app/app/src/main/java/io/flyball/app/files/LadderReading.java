package io.flyball.app.files;

import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The ladder: what each level asks gateways to keep to. */
final class LadderReading {
    private static final List<String> LEVELS = List.of("pace", "downshift", "hold_new_tasks");
    private static final List<String> LIMITS = List.of(
            "max_requests_per_minute",
            "max_tokens_per_minute",
            "max_concurrency",
            "delay_ms",
            "model_override",
            "max_output_tokens");

    /** SDKs ignore longer waits. */
    private static final long LONGEST_DELAY_MS = 60_000;

    private static final long NO_LIMIT = -1;

    private final Problems problems;

    LadderReading(Problems problems) {
        this.problems = problems;
    }

    /** The standard ladder with the levels in the place of its own that the file has. */
    Map<Level, Limits> ladder(Fields top) {
        Map<Level, Limits> ladder = new EnumMap<>(Level.class);
        ladder.putAll(Policy.standard().ladder());
        Node node = top.node("ladder");
        if (node == null) {
            return top.writes("ladder") ? Map.of() : ladder;
        }
        Fields levels = Fields.of(problems, "ladder.", node, List.of());
        for (String name : levels.keys()) {
            Level level = LEVELS.contains(name) ? Level.ofWireName(name) : null;
            Node limits = levels.node(name);
            if (level == null) {
                problems.add(levels.line(name), noSuchLevel(name));
            } else if (limits == null) {
                ladder.remove(level);
            } else {
                ladder.put(level, limits(Fields.of(problems, "ladder." + name + ".", limits, LIMITS)));
            }
        }
        return ladder;
    }

    private static String noSuchLevel(String name) {
        return Level.ofWireName(name) != null
                ? "ladder." + name + " has limits, but that level slows nothing: write them under pace."
                : "unknown level ladder." + name + " (there is none that cuts a task): write pace, downshift or"
                        + " hold_new_tasks.";
    }

    private static Limits limits(Fields fields) {
        String model = fields.text("model_override");
        return new Limits(
                // Less than one call a minute would cut the running task.
                limit(fields, "max_requests_per_minute", 1, Integer.MAX_VALUE),
                limit(fields, "max_tokens_per_minute", 1, Long.MAX_VALUE),
                limit(fields, "max_concurrency", 1, Integer.MAX_VALUE),
                limit(fields, "delay_ms", 0, LONGEST_DELAY_MS),
                model == null ? "" : model,
                limit(fields, "max_output_tokens", 1, Integer.MAX_VALUE));
    }

    private static long limit(Fields fields, String key, long least, long most) {
        Long value = fields.whole(key, least, most);
        return value == null ? NO_LIMIT : value;
    }
}
