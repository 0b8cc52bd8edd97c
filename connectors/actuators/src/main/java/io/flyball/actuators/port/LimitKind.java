package io.flyball.actuators.port;

import org.jspecify.annotations.Nullable;

/** What a limit counts. The name has the unit; it is the one of records and files. */
public enum LimitKind {
    REQUESTS_PER_MINUTE("requests_per_minute"),
    TOKENS_PER_MINUTE("tokens_per_minute"),
    PARALLEL_REQUESTS("parallel_requests"),
    /** A hard cap on what a period may cost, in US cents. */
    SPEND_CENTS("spend_cents");

    private final String wireName;

    LimitKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The kind of that name, or null where there is none. */
    public static @Nullable LimitKind ofWireName(String name) {
        for (LimitKind kind : values()) {
            if (kind.wireName.equals(name)) {
                return kind;
            }
        }
        return null;
    }
}
