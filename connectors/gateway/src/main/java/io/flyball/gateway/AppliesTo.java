package io.flyball.gateway;

import org.jspecify.annotations.Nullable;

/** What a signal touches first. */
public enum AppliesTo {
    /** Each call from now on. */
    NEXT_REQUEST("next_request"),
    /** Tasks that begin from now on; running ones are let through. */
    NEW_TASK("new_task");

    private final String wireName;

    AppliesTo(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the topic. */
    public String wireName() {
        return wireName;
    }

    static @Nullable AppliesTo ofWireName(String name) {
        for (AppliesTo value : values()) {
            if (value.wireName.equals(name)) {
                return value;
            }
        }
        return null;
    }
}
