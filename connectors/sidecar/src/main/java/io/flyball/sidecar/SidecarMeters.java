package io.flyball.sidecar;

import io.flyball.gateway.Decision;
import io.flyball.gateway.Gate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The names of what is counted at the doors. No tag is taken from what gateways send but from bounded sets. */
final class SidecarMeters {
    private static final double MS_A_SECOND = 1_000;

    private final MeterRegistry registry;
    private final Map<String, Counter> decisions = new ConcurrentHashMap<>();

    SidecarMeters(MeterRegistry registry, Gate gate) {
        this.registry = registry;
        Gauge.builder("flyball.gateway.table.age", gate, SidecarMeters::ageSeconds)
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("flyball.gateway.stale", gate, g -> g.isStale() ? 1 : 0).register(registry);
        Gauge.builder("flyball.gateway.signals", gate, g -> g.table().size()).register(registry);
        Gauge.builder("flyball.gateway.tasks", gate, g -> g.pacer().taskCount()).register(registry);
        Gauge.builder("flyball.gateway.sessions", gate, g -> g.pacer().sessionCount())
                .register(registry);
        counter("flyball.gateway.signals.unreadable", gate, g -> g.table().unreadableCount());
        counter("flyball.gateway.tasks.forgotten", gate, g -> g.pacer().forgottenTaskCount());
        counter("flyball.gateway.unpaced", gate, g -> g.pacer().unpacedCount());
    }

    private void counter(String name, Gate gate, java.util.function.ToDoubleFunction<Gate> count) {
        FunctionCounter.builder(name, gate, count).register(registry);
    }

    private static double ageSeconds(Gate gate) {
        long ageMs = DecisionJson.ageMs(gate);
        return ageMs < 0 ? Double.NaN : ageMs / MS_A_SECOND;
    }

    void decided(String door, Decision decision) {
        Decision would = decision.would();
        String action = (would == null ? decision : would).action().wireName();
        String mode = would == null ? "enforced" : "shadow";
        decisions
                .computeIfAbsent(
                        door + action + mode,
                        k -> registry.counter(
                                "flyball.gateway.decisions", "door", door, "action", action, "mode", mode))
                .increment();
    }

    /** A request that could not be understood was refused. */
    void refused(String door, String why) {
        registry.counter("flyball.gateway.refused", "door", door, "why", why).increment();
    }

    /** A request that could not be understood, or failed here, was let through. */
    void failedOpen(String door, String why) {
        registry.counter("flyball.gateway.failed_open", "door", door, "why", why)
                .increment();
    }
}
