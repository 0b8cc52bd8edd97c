package io.flyball.runtime;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the metric definitions as the page {@code docs/metrics.md}. */
final class MetricsReference {
    static final String RENEW = "mvn -q -B -ntp -Dquick -pl streams-app/runtime -am test -Dtest=MetricsReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dflyball.renew=true";

    private static final PrometheusNamingConvention PROMETHEUS = new PrometheusNamingConvention();

    private MetricsReference() {}

    static String page() {
        StringBuilder page = new StringBuilder("""
                # Metrics

                Generated from `FlyballMetric` and `KafkaMetric`; a test fails when this page is stale. Renew it with

                    %s

                `GET /metrics` serves them in the Prometheus format. No tag names a person, a session or a key: the number
                of series does not grow with the number of users.

                ## Flyball

                *in state* is committed together with the input and survives restarts and aborted transactions; its series
                moves with its partition. *since start* begins at 0 with the process.

                | Micrometer | Prometheus | type | unit | kept | tags | what it says |
                |---|---|---|---|---|---|---|
                """.formatted(RENEW));
        for (FlyballMetric metric : FlyballMetric.values()) {
            page.append(row(metric));
        }
        appendTags(page);
        appendKafka(page);
        return page.toString().replace("\r\n", "\n");
    }

    private static void appendTags(StringBuilder page) {
        page.append("""

                ### Tags

                | tag | values | what |
                |---|---|---|
                """);
        for (MetricTag tag : tags()) {
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

    private static String row(FlyballMetric metric) {
        String tags = metric.tags().stream().map(tag -> "`" + tag.name() + "`").collect(Collectors.joining(", "));
        return "| `%s` | `%s` | %s | %s | %s | %s | %s |%n"
                .formatted(
                        metric.meterName(),
                        prometheusName(metric.meterName(), metric.type()),
                        metric.type().name().toLowerCase(Locale.ROOT),
                        metric.unit(),
                        metric.kept().words(),
                        tags,
                        metric.description());
    }

    /** The name as it is scraped; the convention leaves a counter's suffix to the writer of the format. */
    static String prometheusName(String meterName, Meter.Type type) {
        return PROMETHEUS.name(meterName, type, null) + (type == Meter.Type.COUNTER ? "_total" : "");
    }

    private static List<MetricTag> tags() {
        return List.of(
                MetricTag.PARTITION,
                MetricTag.OUTCOME,
                MetricTag.REASON,
                MetricTag.LEVEL,
                MetricTag.KIND,
                MetricTag.WASTE_KIND);
    }

    private static String valuesOf(MetricTag tag) {
        return tag.values().isEmpty()
                ? "any"
                : tag.values().stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
    }
}
