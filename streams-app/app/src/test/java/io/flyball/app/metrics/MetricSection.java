package io.flyball.app.metrics;

import io.flyball.actuators.memory.ActuationMetric;
import io.flyball.alerting.memory.AlertMetric;
import io.flyball.ingest.intake.IngestMetric;
import io.flyball.metrics.Metric;
import io.flyball.metrics.MetricDefinition;
import io.flyball.metrics.MetricTag;
import io.flyball.runtime.FlyballMetric;
import io.flyball.sidecar.SidecarMetric;
import java.util.Arrays;
import java.util.List;

/** A part of the page: the metrics of one module. */
enum MetricSection {
    STREAMS(
            "Topology",
            "Of instances with the role `streams`: records, spend, signals, findings.",
            FlyballMetric.values()),
    INGEST("Ingest", "Of the role `ingest`: what comes in at the doors of [ingest](ingest.md).", IngestMetric.values()),
    ALERTING(
            "Alerting",
            "Of the role `alerting`: what is told, and what people [answer](alerting.md).",
            AlertMetric.values()),
    GATEWAY(
            "Gateways",
            "Of the role `gateway`: what [gateways](gateways.md) ask. The library itself registers nothing: whoever takes"
                    + " it in reads the same figures from `Gate`.",
            SidecarMetric.values()),
    ACTUATORS(
            "Actuators",
            "Of the role `gateway` where [actuators](actuators.md) are configured.",
            ActuationMetric.values());

    private final String title;
    private final String what;
    private final List<Metric> metrics;

    MetricSection(String title, String what, Metric... metrics) {
        this.title = title;
        this.what = what;
        this.metrics = List.of(metrics);
    }

    String title() {
        return title;
    }

    /** One sentence or two. */
    String what() {
        return what;
    }

    List<Metric> metrics() {
        return metrics;
    }

    List<MetricDefinition> definitions() {
        return metrics.stream().map(Metric::definition).toList();
    }

    /** Of all its metrics, as they first come. */
    List<MetricTag> tags() {
        return definitions().stream()
                .flatMap(metric -> metric.tags().stream())
                .distinct()
                .toList();
    }

    /** The enum its metrics are constants of. */
    Class<?> source() {
        return metrics.get(0).getClass();
    }

    static List<MetricDefinition> all() {
        return Arrays.stream(values())
                .flatMap(section -> section.definitions().stream())
                .toList();
    }
}
