package io.flyball.core.detect.trail;

import io.flyball.core.detect.cadence.Cadence;
import io.flyball.core.detect.loop.SessionTrail;
import io.flyball.core.detect.waste.CacheTrail;
import java.util.function.LongUnaryOperator;

/** What is remembered of one session: its steps, its cadence, and its cache. Constant in size. Mutable. */
public final class Trail {
    private final SessionTrail steps = new SessionTrail();
    private final Cadence cadence = new Cadence();
    private final CacheTrail cache = new CacheTrail();

    /** For loops. */
    public SessionTrail steps() {
        return steps;
    }

    /** For machines that never tire. */
    public Cadence cadence() {
        return cadence;
    }

    /** For waste. */
    public CacheTrail cache() {
        return cache;
    }

    void pass(LongUnaryOperator through) {
        steps.pass(through);
        cadence.pass(through);
        cache.pass(through);
    }
}
