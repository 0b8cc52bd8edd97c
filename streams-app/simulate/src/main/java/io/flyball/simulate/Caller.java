package io.flyball.simulate;

/** Who makes calls in the order of time: a person, an automation, a thing that goes wrong. Not thread-safe. */
interface Caller {
    /** The time of a caller that has no more calls. */
    long NEVER = Long.MAX_VALUE;

    /** When the next call ends, epoch ms; {@link #NEVER} where there is none. Never decreases. */
    long nextTimeMs();

    /** The next call; only where {@link #nextTimeMs()} is not {@link #NEVER}. */
    Call next();
}
