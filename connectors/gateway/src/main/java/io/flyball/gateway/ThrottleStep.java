package io.flyball.gateway;

/** One step of a signal's way down: a level with its limits, until an instant. */
public final class ThrottleStep {
    private final ThrottleLevel level;
    private final ThrottleLimits limits;
    private final long untilMs;

    ThrottleStep(ThrottleLevel level, ThrottleLimits limits, long untilMs) {
        this.level = level;
        this.limits = limits;
        this.untilMs = untilMs;
    }

    /** What is asked during it. */
    public ThrottleLevel level() {
        return level;
    }

    /** Its limits. */
    public ThrottleLimits limits() {
        return limits;
    }

    /** Its end, epoch ms, exclusive. */
    public long untilMs() {
        return untilMs;
    }

    @Override
    public String toString() {
        return level.wireName() + " until " + untilMs;
    }
}
