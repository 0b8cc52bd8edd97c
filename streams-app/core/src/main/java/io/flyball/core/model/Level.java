package io.flyball.core.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How strongly a scope is asked to slow down, weakest first. There is no word for "cut this task", and there never will
 * be: a running task always gets to finish.
 */
public enum Level {
    /** Nothing is asked. */
    CLEAR("clear"),
    /** People are told; nothing slows. */
    ADVISE("advise"),
    /** A rate or a delay. */
    PACE("pace"),
    /** A cheaper default model for new tasks. */
    DOWNSHIFT("downshift"),
    /** New tasks wait for an approval; running tasks finish inside a stated allowance. */
    HOLD_NEW_TASKS("hold_new_tasks");

    private static final Map<String, Level> BY_NAME = new HashMap<>();

    static {
        for (Level level : values()) {
            BY_NAME.put(level.wireName, level);
        }
    }

    private final String wireName;

    Level(String wireName) {
        this.wireName = wireName;
    }

    /** The name in files and on topics. */
    public String wireName() {
        return wireName;
    }

    /** The level of that name, or null where there is none. */
    public static @Nullable Level ofWireName(String name) {
        return BY_NAME.get(name);
    }
}
