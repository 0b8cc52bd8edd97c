package io.flyball.ingest.intake;

import io.flyball.ingest.record.Mapped;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Counts what comes in at the doors. */
public final class IntakeMeters {
    private final MeterRegistry registry;

    public IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind(MemoryBudget budget) {
        IngestMetric.MEMORY_BYTES.register(registry, budget, MemoryBudget::usedBytes);
    }

    void accepted(Client client, int items) {
        IngestMetric.ACCEPTED.counter(registry, client.name()).increment(items);
    }

    void refused(Client client, Mapped.Refused refused) {
        IngestMetric.REFUSED
                .counter(registry, client.name(), refused.reason().wireName())
                .increment();
    }

    void ignored(Mapped.Ignored ignored) {
        IngestMetric.IGNORED
                .counter(registry, ignored.signal(), IngestMetric.wireName(ignored.why()))
                .increment();
    }

    /** A request was answered. */
    public void answered(String door, int status, Duration took) {
        IngestMetric.ANSWER.timer(registry, door, Integer.toString(status)).record(took);
    }
}
