package io.flyball.core.detect.cadence;

import io.flyball.core.model.Level;

/**
 * When volume is volume for its own sake.
 *
 * @param hours for how many whole hours without a break every call must have been like the others, 1 to 72
 * @param level what the throttle signal asks for while it goes on
 */
public record TokenmaxxingRule(int hours, Level level) {
    /** What holds where nobody has written another one. */
    public static final TokenmaxxingRule STANDARD = new TokenmaxxingRule(5, Level.ADVISE);
}
