package io.flyball.actuators.decide;

import org.jspecify.annotations.Nullable;

/** What an actuator may do. */
public enum Mode {
    /** Takes back what it set, and sets nothing. */
    OFF("off"),
    /** Reads, and writes down what it would set. */
    DRY_RUN("dry-run"),
    ENFORCE("enforce");

    private final String wireName;

    Mode(String wireName) {
        this.wireName = wireName;
    }

    /** The name in files. */
    public String wireName() {
        return wireName;
    }

    /** The mode of that name, or null where there is none. */
    public static @Nullable Mode ofWireName(String name) {
        for (Mode mode : values()) {
            if (mode.wireName.equals(name)) {
                return mode;
            }
        }
        return null;
    }
}
