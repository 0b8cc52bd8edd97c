package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.metrics.Kept;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FlyballMetricTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicLong figure = new AtomicLong();

    @Test
    void whatIsKeptInStateAndCountsUpCarriesItsPartition() {
        assertThat(FlyballMetric.values())
                .extracting(FlyballMetric::definition)
                .filteredOn(metric -> metric.kept() == Kept.IN_STATE && metric.type() == Meter.Type.COUNTER)
                .isNotEmpty()
                .allMatch(metric -> metric.tags().contains(FlyballTags.PARTITION));
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
    void aUnitIsNotRepeatedInThePrometheusName() {
        // given
        figure.set(7_500_000_000L);

        // when
        FlyballMetric.SPEND_COST.register(registry, figure, AtomicLong::doubleValue, "0");

        // then
        assertThat(registry.scrape()).contains("flyball_spend_cost_nano_usd{partition=\"0\"} 7.5E9");
    }
}
