package io.flyball.gateway;

import org.jspecify.annotations.Nullable;

/** How strongly a scope is asked to slow down, weakest first. None of them cuts a running task. */
public enum ThrottleLevel {
    /** Nothing is asked. */
    CLEAR("clear"),
    /** Tell, do not slow. */
    ADVISE("advise"),
    /** A rate or a delay. */
    PACE("pace"),
    /** A cheaper default model for new tasks. */
    DOWNSHIFT("downshift"),
    /** New tasks wait for an approval; running tasks finish inside a stated allowance. */
    HOLD_NEW_TASKS("hold_new_tasks");

    private final String wireName;

    ThrottleLevel(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the topic. */
    public String wireName() {
        return wireName;
    }

    /** Whether it is of use for new tasks only, so that running ones are let through. */
    boolean concernsNewTasks() {
        return this == DOWNSHIFT || this == HOLD_NEW_TASKS;
    }

    static @Nullable ThrottleLevel ofWireName(String name) {
        for (ThrottleLevel level : values()) {
            if (level.wireName.equals(name)) {
                return level;
            }
        }
        return null;
    }
}
