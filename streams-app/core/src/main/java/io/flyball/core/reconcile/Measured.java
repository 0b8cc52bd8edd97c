package io.flyball.core.reconcile;

import java.util.Map;
import java.util.TreeMap;

/** What was measured of a model on a day. Not thread-safe. */
public final class Measured {
    private final Units priced = new Units();
    private final Units unpriced = new Units();
    private final Units late = new Units();
    private final Map<String, Long> costBySource = new TreeMap<>();
    private long costNanoUsd;
    private long calls;
    private long unpricedCalls;
    private long lateCalls;

    /** Units of calls that have a price. */
    public Units priced() {
        return priced;
    }

    /** Units of calls that have none. */
    public Units unpriced() {
        return unpriced;
    }

    /** Units of calls that came too late to be counted. */
    public Units late() {
        return late;
    }

    /** Units of all calls that were counted. */
    public Units units() {
        return new Units().add(priced, 1).add(unpriced, 1);
    }

    /** Compensations included. */
    public long costNanoUsd() {
        return costNanoUsd;
    }

    /** Calls that were counted. */
    public long calls() {
        return calls;
    }

    /** Part of {@link #calls}. */
    public long unpricedCalls() {
        return unpricedCalls;
    }

    /** Not part of {@link #calls}. */
    public long lateCalls() {
        return lateCalls;
    }

    /** Cost by the source that reported it, nano-USD. */
    public Map<String, Long> costBySource() {
        return Map.copyOf(costBySource);
    }

    void addCall(Units units, boolean hasPrice) {
        calls++;
        move(units, hasPrice, 1);
    }

    void addCost(String source, long nanoUsd) {
        costNanoUsd = Math.addExact(costNanoUsd, nanoUsd);
        costBySource.merge(source, nanoUsd, Math::addExact);
    }

    /** A call that was counted gets its price, or loses it. */
    void reprice(Units units, boolean hasPrice) {
        move(units, !hasPrice, -1);
        move(units, hasPrice, 1);
    }

    private void move(Units units, boolean hasPrice, long times) {
        (hasPrice ? priced : unpriced).add(units, times);
        unpricedCalls += hasPrice ? 0 : times;
    }

    void addLate(Units units) {
        lateCalls++;
        late.add(units, 1);
    }

    Measured add(Measured other) {
        priced.add(other.priced, 1);
        unpriced.add(other.unpriced, 1);
        late.add(other.late, 1);
        other.costBySource.forEach((source, nanoUsd) -> costBySource.merge(source, nanoUsd, Math::addExact));
        costNanoUsd = Math.addExact(costNanoUsd, other.costNanoUsd);
        calls += other.calls;
        unpricedCalls += other.unpricedCalls;
        lateCalls += other.lateCalls;
        return this;
    }
}
