package io.flyball.app.metrics;

import io.flyball.connect.TaskCounts;
import io.flyball.metrics.MetricDefinition;
import io.flyball.metrics.MetricTag;
import io.flyball.runtime.KafkaMetric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the metric definitions of all modules as the page {@code docs/metrics.md}. */
final class MetricsReference {
    static final String RENEW = "mvn -q -B -ntp -Dquick -pl streams-app/app -am test -Dtest=MetricsReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dflyball.renew=true";

    private static final PrometheusNamingConvention PROMETHEUS = new PrometheusNamingConvention();

    private MetricsReference() {}

    static String page() {
        StringBuilder page = new StringBuilder("""
                # Metrics

                Generated from %s,
                `KafkaMetric` and `TaskCounts`; a test fails when this page is stale, another where an instance registers
                what is not here. Renew it with

                    %s

                `GET /metrics` serves them in the Prometheus format, each from instances with the role it belongs to. No
                tag names a person, a session or a key: the number of series does not grow with the number of users.

                *in state* is committed together with the input and survives restarts and aborted transactions; its series
                moves with its partition. *since start* begins at 0 with the process; a series with tags is there once
                there is something to count. A histogram has `_bucket`, `_count`, `_sum` and `_max` behind its name. Of the
                JVM, Micrometer's `jvm_memory_*`, `jvm_buffer_*` are there with the role `streams`.
                """.formatted(sources(), RENEW));
        for (MetricSection section : MetricSection.values()) {
            append(page, section);
        }
        appendKafka(page);
        appendConnect(page);
        return page.toString().replace("\r\n", "\n");
    }

    private static String sources() {
        return Arrays.stream(MetricSection.values())
                .map(section -> "`" + section.source().getSimpleName() + "`")
                .collect(Collectors.joining(", "));
    }

    private static void append(StringBuilder page, MetricSection section) {
        page.append("""

                ## %s

                %s

                | Micrometer | Prometheus | type | unit | kept | tags | what it says |
                |---|---|---|---|---|---|---|
                """.formatted(section.title(), section.what()));
        section.definitions().forEach(metric -> page.append(row(metric)));
        page.append("""

                | tag | values | what |
                |---|---|---|
                """);
        for (MetricTag tag : section.tags()) {
            page.append("| `%s` | %s | %s |%n".formatted(tag.name(), valuesOf(tag), tag.description()));
        }
    }

    private static void appendKafka(StringBuilder page) {
        page.append("""

                ## Kafka

                Micrometer binds some hundreds of Kafka's metrics. These are the ones the dashboard and the alert rules
                rely on; all are there at Kafka's default recording level. The name of a state store is the tag `store`.

                | Kafka group | Kafka name | Prometheus | what it says |
                |---|---|---|---|
                """);
        for (KafkaMetric metric : KafkaMetric.values()) {
            page.append("| `%s` | `%s` | `%s` | %s |%n"
                    .formatted(
                            metric.group(),
                            metric.kafkaName(),
                            prometheusName(metric.meterName(), metric.type()),
                            metric.description()));
        }
    }

    private static void appendConnect(StringBuilder page) {
        page.append("""

                ## Kafka Connect

                The plugins of [reconciliation](reconciliation.md) run in a worker, which shows what they count among its own
                metrics, in the group `plugins` over JMX, a task a set. A worker before Kafka 4.1 does not.

                | metric | what it says |
                |---|---|
                """);
        for (TaskCounts.Count count : TaskCounts.Count.values()) {
            page.append("| `%s` | %s |%n".formatted(count.metric(), count.description()));
        }
    }

    private static String row(MetricDefinition metric) {
        String tags = metric.tags().stream().map(tag -> "`" + tag.name() + "`").collect(Collectors.joining(", "));
        return "| `%s` | `%s` | %s | %s | %s | %s | %s |%n"
                .formatted(
                        metric.meterName(),
                        prometheusName(metric.meterName(), metric.type()),
                        metric.type() == Meter.Type.TIMER
                                ? "histogram"
                                : metric.type().name().toLowerCase(Locale.ROOT),
                        metric.unit(),
                        metric.kept().words(),
                        tags,
                        metric.description());
    }

    /** The name as it is scraped, a histogram's without {@code _bucket}; the format's writer adds a counter's suffix. */
    static String prometheusName(String meterName, Meter.Type type) {
        return PROMETHEUS.name(meterName, type, null) + (type == Meter.Type.COUNTER ? "_total" : "");
    }

    private static String valuesOf(MetricTag tag) {
        return tag.values().isEmpty()
                ? "any"
                : tag.values().stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
    }
}
