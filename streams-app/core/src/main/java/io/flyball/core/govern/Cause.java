package io.flyball.core.govern;

/** Why a signal is in force; the cause decides how the signal ends by itself. */
public enum Cause {
    /** Money goes too fast: ends when the slices fall below the release level. */
    VELOCITY("velocity"),
    /** A budget is used up: ends with its period. */
    ALLOWANCE("allowance"),
    /** An agent repeats itself: ends after its dwell. */
    LOOP("loop");

    private final String wireName;

    Cause(String wireName) {
        this.wireName = wireName;
    }

    /** The name on topics. */
    public String wireName() {
        return wireName;
    }
}
