package io.flyball.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.memory.AlertMetric;
import io.flyball.metrics.Metric;
import io.flyball.metrics.MetricTag;
import io.flyball.runtime.FlyballMetric;
import io.flyball.runtime.KafkaMetric;
import io.flyball.sidecar.SidecarMetric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricQueriesTest {
    /** What Prometheus adds to every series it scrapes. */
    private static final Set<String> TARGET_LABELS = Set.of("namespace", "job", "instance", "pod");

    private static final PrometheusNamingConvention PROMETHEUS = new PrometheusNamingConvention();

    private final Map<String, Metric> ours = Stream.<Metric[]>of(
                    FlyballMetric.values(), AlertMetric.values(), SidecarMetric.values())
            .flatMap(Arrays::stream)
            .collect(Collectors.toMap(MetricQueriesTest::scraped, Function.identity()));

    private final Set<String> kafkas = Arrays.stream(KafkaMetric.values())
            .map(metric -> scraped(metric.meterName(), metric.type()))
            .collect(Collectors.toSet());

    @Test
    void everyQueriedMetricIsDefined() {
        Queries.all().forEach((place, query) -> assertThat(PromQl.selectors(query))
                .as("%s: %s", place, query)
                .isNotEmpty()
                .allMatch(
                        selector -> ours.containsKey(selector.metric()) || kafkas.contains(selector.metric()),
                        "is one of docs/metrics.md"));
    }

    @Test
    void ourMetricsAreSelectedByTagsAndValuesTheyHave() {
        Queries.all().forEach((place, query) -> PromQl.selectors(query).stream()
                .filter(selector -> ours.containsKey(selector.metric()))
                .forEach(selector -> selector.labels()
                        .forEach((label, value) -> assertThat(hasLabel(selector.metric(), label, value))
                                .as("%s selects %s by %s=%s", place, selector.metric(), label, value)
                                .isTrue())));
    }

    @Test
    void everyMetricOfTheTopologyIsOnTheDashboard() {
        // given
        Set<String> queried = new HashSet<>();
        Queries.ofTheDashboard().values().forEach(query -> PromQl.selectors(query)
                .forEach(selector -> queried.add(selector.metric())));

        // then
        assertThat(queried)
                .containsAll(Arrays.stream(FlyballMetric.values())
                        .map(MetricQueriesTest::scraped)
                        .toList());
    }

    @Test
    void theDashboardNeverMixesInstallations() {
        Queries.ofTheDashboard().forEach((place, query) -> {
            if (place.startsWith("panel")) {
                assertThat(PromQl.selectors(query)).as(place).allSatisfy(selector -> assertThat(selector.labels())
                        .containsKeys("namespace", "job"));
            }
        });
    }

    @Test
    void everyPanelExplainsItself() {
        // given
        List<Node> panels = Queries.dashboard().at("panels").items();

        // then
        for (Node panel : panels) {
            if (!panel.at("type").text().equals("row")) {
                assertThat(panel.at("description").text())
                        .as(panel.at("title").text())
                        .endsWith(".")
                        .hasSizeGreaterThan(12);
            }
        }
        assertThat(panels).hasSizeGreaterThan(20);
    }

    private boolean hasLabel(String metric, String label, @Nullable String value) {
        if (TARGET_LABELS.contains(label)) {
            return true;
        }
        for (MetricTag tag :
                Objects.requireNonNull(ours.get(metric)).definition().tags()) {
            if (tag.name().equals(label)) {
                return value == null || tag.values().isEmpty() || tag.values().contains(value);
            }
        }
        return false;
    }

    private static String scraped(Metric metric) {
        return scraped(metric.definition().meterName(), metric.definition().type());
    }

    private static String scraped(String meterName, Meter.Type type) {
        return PROMETHEUS.name(meterName, type, null) + (type == Meter.Type.COUNTER ? "_total" : "");
    }
}
