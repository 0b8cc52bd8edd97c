package io.flyball.alerting.memory;

import io.flyball.alerting.cases.Fate;
import io.micrometer.core.instrument.MeterRegistry;

/** The names of what is counted. A case with two places is delivered twice. */
public final class AlertMeters {
    private static final String CHANNEL = "channel";

    private final MeterRegistry registry;

    public AlertMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void tried(String channel, Fate fate) {
        registry.counter(
                        switch (fate) {
                            case DELIVERED -> "flyball.alerts.delivered";
                            case RETRIED -> "flyball.alerts.retried";
                            case REFUSED -> "flyball.alerts.refused";
                            case DEAD -> "flyball.alerts.dead_lettered";
                        },
                        CHANNEL,
                        channel)
                .increment();
    }

    /** Records that are no alert, no memory, or no control record. */
    void unreadable() {
        registry.counter("flyball.alerts.unreadable").increment();
    }

    /**
     * Something was answered.
     *
     * @param outcome {@code accepted}, {@code refused}, {@code repeated}, {@code unreadable}, {@code forged} or
     *     {@code replayed}
     */
    public void answered(String outcome) {
        registry.counter("flyball.alerts.answers", "outcome", outcome).increment();
    }
}
