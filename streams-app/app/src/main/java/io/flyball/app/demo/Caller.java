package io.flyball.app.demo;

import io.flyball.core.model.UsageEvent;

/** One source of calls in time order: a person with their agents, an automation, a fleet. Not thread-safe. */
interface Caller {
    /** The time of a caller that has no more calls. */
    long NEVER = Long.MAX_VALUE;

    /** When the next call ends, epoch ms; {@link #NEVER} where there is none. Never decreases. */
    long nextTimeMs();

    /** The next call; only where {@link #nextTimeMs()} is not {@link #NEVER}. */
    UsageEvent next();
}
