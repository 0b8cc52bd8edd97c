package io.flyball.actuators.decide;

/** How things stand with a target that a signal concerns or did. */
public enum Phase {
    /** A change was begun; whether the vendor has it is not known. */
    INTENDED("intended"),
    IN_FORCE("in_force"),
    /** Taking it back was begun. */
    RESTORING("restoring"),
    /** Nothing more is set on it until its signal ends: somebody else changed it, the vendor refused, or it is a dry run. */
    LEFT_ALONE("left_alone");

    private final String wireName;

    Phase(String wireName) {
        this.wireName = wireName;
    }

    /** The name in records. */
    public String wireName() {
        return wireName;
    }

    /** @throws IllegalArgumentException where there is none of that name */
    public static Phase ofWireName(String name) {
        for (Phase phase : values()) {
            if (phase.wireName.equals(name)) {
                return phase;
            }
        }
        throw new IllegalArgumentException("Expected a phase such as in_force, but it is \"" + name + "\"");
    }
}
