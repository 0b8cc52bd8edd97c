package io.flyball.actuators.memory;

import io.flyball.actuators.decide.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is done at vendors. */
public final class ActuationMeters {
    private final MeterRegistry registry;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

    public ActuationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void stepped(String actuator, Outcome outcome) {
        ActuationMetric.STEPS.counter(registry, actuator, outcome.wireName()).increment();
    }

    /** A vendor could not be read. */
    void failed(String actuator) {
        ActuationMetric.UNREAD.counter(registry, actuator).increment();
    }

    /** Targets whose limits may be Flyball's. */
    void inForce(String actuator, long targets) {
        gauge(ActuationMetric.IN_FORCE, actuator).set(targets);
    }

    /** Steps that are due and not taken: after a failure, or for want of room in the minute. */
    void waiting(String actuator, long steps) {
        gauge(ActuationMetric.WAITING, actuator).set(steps);
    }

    /** Targets of actuators that are not configured any more. */
    void orphans(long targets) {
        gauge(ActuationMetric.ORPHANED, "none").set(targets);
    }

    /** Whether this instance is the one that acts. */
    void acts(boolean acts) {
        gauge(ActuationMetric.ACTING, "all").set(acts ? 1 : 0);
    }

    /** An entry that cannot be read. */
    void unreadable() {
        ActuationMetric.UNREADABLE.counter(registry).increment();
    }

    private AtomicLong gauge(ActuationMetric metric, String actuator) {
        return gauges.computeIfAbsent(metric + actuator, key -> {
            AtomicLong value = new AtomicLong();
            metric.register(registry, value, AtomicLong::doubleValue, actuator);
            return value;
        });
    }
}
