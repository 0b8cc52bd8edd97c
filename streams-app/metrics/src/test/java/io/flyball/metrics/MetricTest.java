package io.flyball.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicLong figure = new AtomicLong();

    private enum Sample implements Metric {
        CALLS(MetricDefinition.counter(
                "sample.calls",
                "calls",
                "Calls that came.",
                MetricTag.open("door", "where"),
                new MetricTag("outcome", List.of("taken", "refused"), "what became of it"))),
        WAITING(MetricDefinition.gauge("sample.waiting", "calls", "Calls that wait.")),
        ANSWER(MetricDefinition.timer("sample.answer", "How long it took.", MetricTag.open("door", "where")));

        private final MetricDefinition definition;

        Sample(MetricDefinition definition) {
            this.definition = definition;
        }

        @Override
        public MetricDefinition definition() {
            return definition;
        }
    }

    @Test
    void whatIsCountedIsScrapedWithItsTagsAndItsSentence() {
        // when
        Sample.CALLS.counter(registry, "north", "taken").increment(2);
        Sample.CALLS.counter(registry, "north", "taken").increment();

        // then
        assertThat(registry.scrape())
                .contains("sample_calls_total{door=\"north\",outcome=\"taken\"} 3.0")
                .contains("# HELP sample_calls_total Calls that came.");
    }

    @Test
    void whatIsReadIsReadAtEachScrape() {
        // given
        Sample.WAITING.register(registry, figure, AtomicLong::doubleValue);

        // when
        figure.set(7);

        // then
        assertThat(registry.scrape()).contains("sample_waiting 7.0");
    }

    @Test
    void whatIsTimedIsAHistogramInSeconds() {
        // when
        Sample.ANSWER.timer(registry, "north").record(Duration.ofMillis(5));

        // then
        assertThat(registry.scrape())
                .contains("sample_answer_seconds_bucket{door=\"north\",le=\"+Inf\"} 1")
                .contains("sample_answer_seconds_sum{door=\"north\"} 0.005");
    }

    @Test
    void aSeriesThatMovedAwayCanBeRemoved() {
        // given
        Meter meter = Sample.CALLS.register(registry, figure, AtomicLong::doubleValue, "north", "taken");

        // when
        registry.remove(meter);

        // then
        assertThat(registry.scrape()).doesNotContain("sample_calls_total{");
    }

    @Test
    void refusesATagValueThatIsNoneOfTheTags() {
        assertThatThrownBy(() -> Sample.CALLS.counter(registry, "north", "dropped"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample.calls has no outcome 'dropped': write one of [taken, refused]");
    }

    @Test
    void refusesAMissingTagValue() {
        assertThatThrownBy(() -> Sample.CALLS.register(registry, figure, AtomicLong::doubleValue, "north"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample.calls has the tags [door, outcome], not 1 of them: give one value each");
    }

    @Test
    void refusesToBeTakenForAnotherType() {
        assertThatThrownBy(() -> Sample.WAITING.counter(registry))
                .hasMessage("sample.waiting is a GAUGE and no counter");
        assertThatThrownBy(() -> Sample.CALLS.timer(registry, "north", "taken"))
                .hasMessage("sample.calls is a COUNTER and no timer");
        assertThatThrownBy(() -> Sample.ANSWER.register(registry, figure, AtomicLong::doubleValue, "north"))
                .hasMessage("sample.answer is a TIMER and no value that is read");
    }
}
