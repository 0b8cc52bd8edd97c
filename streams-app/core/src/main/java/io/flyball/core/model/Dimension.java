package io.flyball.core.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link Scope} is of. The order is part of the packed roll-up format: append only. */
public enum Dimension {
    USER("user"),
    TEAM("team"),
    AGENT("agent"),
    SESSION("session"),
    MODEL("model"),
    ORG("org"),
    KEY("key"),
    COST_CENTER("cost_center"),
    /** A reporting source; it has findings of silence, never spend. */
    SOURCE("source");

    private static final Map<String, Dimension> BY_NAME = new HashMap<>();
    private static final Dimension[] ALL = values();

    static {
        for (Dimension d : ALL) {
            BY_NAME.put(d.wireName, d);
        }
    }

    private final String wireName;

    Dimension(String wireName) {
        this.wireName = wireName;
    }

    /** The name in files, topics and URLs, for example {@code cost_center}. */
    public String wireName() {
        return wireName;
    }

    /** The dimension of that wire name, or null where there is none. */
    public static @Nullable Dimension ofWireName(String name) {
        return BY_NAME.get(name);
    }

    /** The dimension at that place of the enumeration, without copying the array of all of them. */
    public static Dimension ofOrdinal(int ordinal) {
        return ALL[ordinal];
    }
}
