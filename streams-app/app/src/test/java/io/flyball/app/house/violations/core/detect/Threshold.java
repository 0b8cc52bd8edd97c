package io.flyball.app.house.violations.core.detect;

/** A number that whoever makes up usage must not know. */
public final class Threshold {
    private Threshold() {}
}
