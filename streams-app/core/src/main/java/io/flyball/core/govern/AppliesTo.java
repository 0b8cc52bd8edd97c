package io.flyball.core.govern;

/** What a signal touches first. */
public enum AppliesTo {
    NEXT_REQUEST("next_request"),
    NEW_TASK("new_task");

    private final String wireName;

    AppliesTo(String wireName) {
        this.wireName = wireName;
    }

    /** The name on topics. */
    public String wireName() {
        return wireName;
    }
}
