package io.flyball.actuators.memory;

import io.flyball.actuators.decide.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The names of what is counted. No tag names a person. */
public final class ActuationMeters {
    private static final String ACTUATOR = "actuator";

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

    public ActuationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void stepped(String actuator, Outcome outcome) {
        registry.counter("flyball.actuators.steps", ACTUATOR, actuator, "outcome", outcome.wireName())
                .increment();
    }

    /** A vendor could not be read. */
    void failed(String actuator) {
        registry.counter("flyball.actuators.unread", ACTUATOR, actuator).increment();
    }

    /** Targets whose limits may be Flyball's. */
    void inForce(String actuator, long targets) {
        gauge("flyball.actuators.in_force", actuator).set(targets);
    }

    /** Steps that are due and not taken: after a failure, or for want of room in the minute. */
    void waiting(String actuator, long steps) {
        gauge("flyball.actuators.waiting", actuator).set(steps);
    }

    /** Targets of actuators that are not configured any more. */
    void orphans(long targets) {
        gauge("flyball.actuators.orphaned", "none").set(targets);
    }

    /** Whether this instance is the one that acts. */
    void acts(boolean acts) {
        gauge("flyball.actuators.acting", "all").set(acts ? 1 : 0);
    }

    /** An entry that cannot be read. */
    void unreadable() {
        registry.counter("flyball.actuators.unreadable").increment();
    }

    private AtomicLong gauge(String name, String actuator) {
        return gauges.computeIfAbsent(name + actuator, key -> {
            AtomicLong value = new AtomicLong();
            Gauge.builder(name, value, AtomicLong::doubleValue)
                    .tag(ACTUATOR, actuator)
                    .register(registry);
            return value;
        });
    }
}
