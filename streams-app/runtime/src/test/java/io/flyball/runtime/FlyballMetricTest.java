package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FlyballMetricTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicLong figure = new AtomicLong();

    @Test
    void noTwoMetricsShareAName() {
        assertThat(Arrays.stream(FlyballMetric.values()).map(FlyballMetric::meterName))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("flyball(\\.[a-z_]+)+"), "is dotted lower case under flyball");
    }

    @Test
    void whatIsKeptInStateAndCountsUpCarriesItsPartition() {
        assertThat(FlyballMetric.values())
                .filteredOn(
                        metric -> metric.kept() == FlyballMetric.Kept.IN_STATE && metric.type() == Meter.Type.COUNTER)
                .isNotEmpty()
                .allMatch(metric -> metric.tags().contains(MetricTag.PARTITION));
    }

    @Test
    void noMetricCanTellOnePersonFromAnother() {
        assertThat(FlyballMetric.values())
                .flatExtracting(FlyballMetric::tags)
                .extracting(MetricTag::name)
                .doesNotContain("user", "session", "key", "agent", "scope", "task");
    }

    @Test
    void aCounterIsScrapedUnderItsPrometheusNameWithItsTags() {
        // given
        FlyballMetric.USAGE_RECORDS.register(registry, figure, AtomicLong::doubleValue, "3", "late");

        // when
        figure.set(42);

        // then
        assertThat(registry.scrape()).contains("flyball_usage_records_total{outcome=\"late\",partition=\"3\"} 42.0");
    }

    @Test
    void theReferenceNamesEachMetricAsItIsScraped() {
        for (FlyballMetric metric : FlyballMetric.values()) {
            // given
            String[] tagValues = metric.tags().stream()
                    .map(tag -> tag.values().isEmpty() ? "7" : tag.values().get(0))
                    .toArray(String[]::new);

            // when
            metric.register(registry, figure, AtomicLong::doubleValue, tagValues);

            // then
            String name = MetricsReference.prometheusName(metric.meterName(), metric.type());
            assertThat(registry.scrape().lines()).anyMatch(line -> line.matches(name + "(\\{.*})? .*"));
        }
    }

    @Test
    void aUnitIsNotRepeatedInThePrometheusName() {
        // given
        figure.set(7_500_000_000L);

        // when
        FlyballMetric.SPEND_COST.register(registry, figure, AtomicLong::doubleValue, "0");

        // then
        assertThat(registry.scrape()).contains("flyball_spend_cost_nano_usd{partition=\"0\"} 7.5E9");
    }

    @Test
    void aSeriesThatMovedAwayCanBeRemoved() {
        // given
        Meter meter = FlyballMetric.USAGE_READ.register(registry, figure, AtomicLong::doubleValue, "5");

        // when
        registry.remove(meter);

        // then
        assertThat(registry.scrape()).doesNotContain("flyball_usage_read_total{");
    }

    @Test
    void refusesATagValueThatIsNoneOfTheTags() {
        assertThatThrownBy(() ->
                        FlyballMetric.USAGE_RECORDS.register(registry, figure, AtomicLong::doubleValue, "3", "dropped"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("flyball.usage.records has no outcome 'dropped':"
                        + " write one of [admitted, duplicate, late, rejected, rerouted]");
    }

    @Test
    void refusesAMissingTagValue() {
        assertThatThrownBy(() -> FlyballMetric.USAGE_RECORDS.register(registry, figure, AtomicLong::doubleValue, "3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "flyball.usage.records has the tags [partition, outcome], not 1 of them: give one value each");
    }
}
