package io.flyball.schemas;

/** What a topic forgets. */
public enum CleanUp {
    /** Everything past its retention. */
    DELETE("delete"),
    /** All but the newest value of a key. */
    COMPACT("compact"),
    /** All but the newest value of a key, and that too past its retention. */
    COMPACT_DELETE("compact,delete");

    private final String policy;

    CleanUp(String policy) {
        this.policy = policy;
    }

    /** The value of Kafka's {@code cleanup.policy}. */
    public String policy() {
        return policy;
    }
}
