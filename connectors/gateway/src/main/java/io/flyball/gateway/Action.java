package io.flyball.gateway;

/** What a gateway does with one call. */
public enum Action {
    /** Let it through as it is. */
    PASS("pass"),
    /** Let it through after a wait, or have it come again: {@link Decision#retryAfterSeconds}. */
    DELAY("delay"),
    /** Let it through, after the wait there may be, with the model of {@link Decision#modelOverride}. */
    DOWNSHIFT("downshift"),
    /** It begins a task, and new tasks wait for an approval: have it come again. */
    HOLD("hold");

    private final String wireName;

    Action(String wireName) {
        this.wireName = wireName;
    }

    /** The name in answers of the doors. */
    public String wireName() {
        return wireName;
    }
}
