package io.flyball.alerting.memory;

import io.flyball.alerting.cases.Fate;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of deliveries and answers. */
public final class AlertMeters {
    private final MeterRegistry registry;

    public AlertMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void tried(String channel, Fate fate) {
        AlertMetric metric =
                switch (fate) {
                    case DELIVERED -> AlertMetric.DELIVERED;
                    case RETRIED -> AlertMetric.RETRIED;
                    case REFUSED -> AlertMetric.REFUSED;
                    case DEAD -> AlertMetric.DEAD_LETTERED;
                };
        metric.counter(registry, channel).increment();
    }

    /** Records that are no alert, no memory, or no control record. */
    void unreadable() {
        AlertMetric.UNREADABLE.counter(registry).increment();
    }

    /**
     * Something was answered.
     *
     * @param outcome one of those that {@link AlertMetric#ANSWERS} has
     */
    public void answered(String outcome) {
        AlertMetric.ANSWERS.counter(registry, outcome).increment();
    }
}
