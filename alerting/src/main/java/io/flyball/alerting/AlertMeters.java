package io.flyball.alerting;

import io.micrometer.core.instrument.MeterRegistry;

/** The names of what is counted. An alert with two routes is delivered twice. */
final class AlertMeters {
    private static final String CHANNEL = "channel";

    private final MeterRegistry registry;

    AlertMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void delivered(String channel) {
        registry.counter("flyball.alerts.delivered", CHANNEL, channel).increment();
    }

    void retried(String channel) {
        registry.counter("flyball.alerts.retried", CHANNEL, channel).increment();
    }

    void refused(String channel) {
        registry.counter("flyball.alerts.refused", CHANNEL, channel).increment();
    }

    void deadLettered(String channel) {
        registry.counter("flyball.alerts.dead_lettered", CHANNEL, channel).increment();
    }

    /** Records that are no alert. */
    void unreadable() {
        registry.counter("flyball.alerts.unreadable").increment();
    }
}
