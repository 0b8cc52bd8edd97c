package io.flyball.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.flyball.app.house.GeneratedPage;
import io.flyball.metrics.Metric;
import io.flyball.metrics.MetricDefinition;
import io.flyball.metrics.MetricTag;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsReferenceTest {
    private static final String STAND_IN = "7";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void thePageOfMetricsSaysWhatTheCodeSays() throws IOException {
        // when
        String written = GeneratedPage.written("docs/metrics.md", MetricsReference.page());

        // then
        assertThat(written)
                .as("docs/metrics.md is stale: renew it with%n  %s", MetricsReference.RENEW)
                .isEqualTo(MetricsReference.page());
    }

    /** With LayeringRule.METERS_ARE_MADE_OF_METRICS: whatever an instance of ours can register is on the page. */
    @Test
    void everyModulesMetricsAreOnThePage() {
        // given
        var house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.flyball");

        // then
        assertThat(house.stream()
                        .filter(type -> type.isAssignableTo(Metric.class))
                        .filter(type -> !type.isInterface())
                        .map(JavaClass::getName))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MetricSection.values())
                        .map(section -> section.source().getName())
                        .toList());
    }

    @Test
    void noTwoMetricsShareAName() {
        assertThat(MetricSection.all())
                .extracting(MetricDefinition::meterName)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("flyball(\\.[a-z_]+)+"), "is dotted lower case under flyball");
    }

    @Test
    void noMetricCanTellOnePersonFromAnother() {
        assertThat(MetricSection.all())
                .flatExtracting(MetricDefinition::tags)
                .extracting(MetricTag::name)
                .doesNotContain("user", "session", "key", "agent", "scope", "task");
    }

    @Test
    void everySentenceEnds() {
        assertThat(MetricSection.all())
                .extracting(MetricDefinition::description)
                .allMatch(text -> text.endsWith("."));
    }

    @ParameterizedTest
    @EnumSource
    void thePageNamesEachMetricAsItIsScraped(MetricSection section) {
        for (Metric metric : section.metrics()) {
            // when
            register(metric);

            // then
            MetricDefinition definition = metric.definition();
            String name = MetricsReference.prometheusName(definition.meterName(), definition.type());
            String suffix = definition.type() == Meter.Type.TIMER ? "_bucket" : "";
            assertThat(registry.scrape().lines()).anyMatch(line -> line.matches(name + suffix + "(\\{.*})? .*"));
        }
    }

    private void register(Metric metric) {
        String[] tagValues = metric.definition().tags().stream()
                .map(tag -> tag.values().isEmpty() ? STAND_IN : tag.values().get(0))
                .toArray(String[]::new);
        if (metric.definition().type() == Meter.Type.TIMER) {
            Meter unused = metric.timer(registry, tagValues);
        } else {
            Meter unused = metric.register(registry, new AtomicLong(1), AtomicLong::doubleValue, tagValues);
        }
    }
}
