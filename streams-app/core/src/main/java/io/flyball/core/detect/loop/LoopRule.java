package io.flyball.core.detect.loop;

import io.flyball.core.model.Level;

/**
 * When a repetition is a loop.
 *
 * @param repeats how often the same must have been done, 2 to 1000
 * @param level what the throttle signal asks for while it goes on
 */
public record LoopRule(int repeats, Level level) {
    /** What holds where nobody has written another one. */
    public static final LoopRule STANDARD = new LoopRule(5, Level.PACE);
}
