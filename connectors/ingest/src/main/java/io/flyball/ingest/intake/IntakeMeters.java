package io.flyball.ingest.intake;

import io.flyball.ingest.record.Mapped;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The names of what is counted at the doors. No tag is taken from what clients write but from bounded sets. */
public final class IntakeMeters {
    private final MeterRegistry registry;

    public IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind(MemoryBudget budget) {
        registry.gauge("flyball.ingest.memory.bytes", budget, MemoryBudget::usedBytes);
    }

    void accepted(Client client, int items) {
        registry.counter("flyball.ingest.accepted", "client", client.name()).increment(items);
    }

    void refused(Client client, Mapped.Refused refused) {
        registry.counter(
                        "flyball.ingest.refused",
                        "client",
                        client.name(),
                        "reason",
                        refused.reason().wireName())
                .increment();
    }

    void ignored(Mapped.Ignored ignored) {
        registry.counter("flyball.ingest.ignored", "signal", ignored.signal(), "why", wireName(ignored.why()))
                .increment();
    }

    /** A request was answered. */
    public void answered(String door, int status, Duration took) {
        Timer.builder("flyball.ingest.answer")
                .tag("door", door)
                .tag("status", Integer.toString(status))
                .publishPercentileHistogram()
                .register(registry)
                .record(took);
    }

    private static String wireName(Mapped.Ignored.Why why) {
        return why.name().toLowerCase(java.util.Locale.ROOT);
    }
}
