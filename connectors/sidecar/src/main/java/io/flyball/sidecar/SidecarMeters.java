package io.flyball.sidecar;

import io.flyball.gateway.Decision;
import io.flyball.gateway.Gate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what is decided at the doors. */
final class SidecarMeters {
    private static final double MS_A_SECOND = 1_000;

    private final MeterRegistry registry;
    private final Map<String, Counter> decisions = new ConcurrentHashMap<>();

    SidecarMeters(MeterRegistry registry, Gate gate) {
        this.registry = registry;
        SidecarMetric.TABLE_AGE_SECONDS.register(registry, gate, SidecarMeters::ageSeconds);
        SidecarMetric.STALE.register(registry, gate, g -> g.isStale() ? 1 : 0);
        SidecarMetric.SIGNALS.register(registry, gate, g -> g.table().size());
        SidecarMetric.TASKS.register(registry, gate, g -> g.pacer().taskCount());
        SidecarMetric.SESSIONS.register(registry, gate, g -> g.pacer().sessionCount());
        SidecarMetric.SIGNALS_UNREADABLE.register(registry, gate, g -> g.table().unreadableCount());
        SidecarMetric.TASKS_FORGOTTEN.register(registry, gate, g -> g.pacer().forgottenTaskCount());
        SidecarMetric.UNPACED.register(registry, gate, g -> g.pacer().unpacedCount());
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
                        door + action + mode, k -> SidecarMetric.DECISIONS.counter(registry, door, action, mode))
                .increment();
    }

    /** A request that could not be understood was refused. */
    void refused(String door, String why) {
        SidecarMetric.REFUSED.counter(registry, door, why).increment();
    }

    /** A request that could not be understood, or failed here, was let through. */
    void failedOpen(String door, String why) {
        SidecarMetric.FAILED_OPEN.counter(registry, door, why).increment();
    }
}
