package io.flyball.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.core.model.UsageEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How far calls of Claude Code in a company where nothing goes wrong are from real ones. Distances hold for the median
 * and the 90th percentile; look-alikes are part of both sides.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalibrationTest {
    private static final String TRANSCRIPTS = "native/context-evaluator.jsonl.gz";

    /** Its output sizes are whole; those of the transcripts are placeholders. */
    private static final String PROXY = "native/kv.jsonl.gz";

    private List<UsageEvent> simulated;

    @BeforeAll
    void runThroughFourWeeks() {
        simulated = Recorded.of(CompanyPlan.small().withAnomalies(AnomalyPlan.none()), 2).events().stream()
                .filter(event -> event.agent().equals("claude-code"))
                .toList();
    }

    @Test
    void uncachedInputIsOneToken() {
        // given
        List<UsageEvent> real = read(TRANSCRIPTS);

        // when
        Quantiles made = Quantiles.of(simulated, UsageEvent::inputTokens);

        // then
        assertThat(made).isEqualTo(Quantiles.of(real, UsageEvent::inputTokens)).isEqualTo(new Quantiles(1, 1));
    }

    @Test
    void cacheReadsAreWithinAFifthOfRealOnes() {
        // given
        List<UsageEvent> real = read(TRANSCRIPTS);

        // when
        Quantiles made = Quantiles.of(simulated, UsageEvent::cacheReadTokens);

        // then
        made.isWithin(20, Quantiles.of(real, UsageEvent::cacheReadTokens));
    }

    @Test
    void cacheWritesAreWithinAThirdOfRealOnes() {
        // given
        List<UsageEvent> real = read(TRANSCRIPTS);

        // when
        Quantiles made = Quantiles.of(simulated, UsageEvent::cacheWrite1hTokens);

        // then
        made.isWithin(33, Quantiles.of(real, UsageEvent::cacheWrite1hTokens));
    }

    @Test
    void outputsAreWithinAFifthOfTheProxys() {
        // given
        List<UsageEvent> real = read(PROXY);

        // when
        Quantiles made = Quantiles.of(simulated, UsageEvent::outputTokens);

        // then
        made.isWithin(20, Quantiles.of(real, UsageEvent::outputTokens));
    }

    @Test
    void gapsAreWithinAHalfOfRealOnes() {
        // given
        List<UsageEvent> real = read(TRANSCRIPTS);

        // when
        Quantiles made = Quantiles.of(gaps(simulated), gap -> gap);

        // then
        made.isWithin(50, Quantiles.of(gaps(real), gap -> gap));
    }

    @Test
    void callsPerSessionAreWithinAThirdOfRealOnes() {
        // given
        List<UsageEvent> real = read(TRANSCRIPTS);

        // when
        Quantiles made = Quantiles.of(sessionLengths(simulated), length -> length);

        // then
        made.isWithin(33, Quantiles.of(sessionLengths(real), length -> length));
    }

    /** Median and 90th percentile. */
    private record Quantiles(long median, long upper) {
        static <T> Quantiles of(List<T> values, ToLongFunction<T> measure) {
            long[] sorted = values.stream().mapToLong(measure).sorted().toArray();
            return new Quantiles(sorted[sorted.length / 2], sorted[sorted.length * 9 / 10]);
        }

        void isWithin(int percent, Quantiles real) {
            assertThat(median).as("median").isBetween(lower(real.median, percent), higher(real.median, percent));
            assertThat(upper).as("90th percentile").isBetween(lower(real.upper, percent), higher(real.upper, percent));
        }

        private static long lower(long value, int percent) {
            return value * (100 - percent) / 100;
        }

        private static long higher(long value, int percent) {
            return value * (100 + percent) / 100;
        }
    }

    private static List<Long> gaps(List<UsageEvent> events) {
        List<Long> gaps = new ArrayList<>();
        for (List<UsageEvent> session : sessions(events).values()) {
            for (int i = 1; i < session.size(); i++) {
                gaps.add(session.get(i).timeMs() - session.get(i - 1).timeMs());
            }
        }
        return gaps;
    }

    private static List<Long> sessionLengths(List<UsageEvent> events) {
        return sessions(events).values().stream()
                .map(session -> (long) session.size())
                .toList();
    }

    private static Map<String, List<UsageEvent>> sessions(List<UsageEvent> events) {
        return events.stream().collect(Collectors.groupingBy(UsageEvent::session));
    }

    private static List<UsageEvent> read(String name) {
        Path file = SharedData.require(name);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            ObjectMapper json = new ObjectMapper();
            List<UsageEvent> events = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(event(json.readTree(line)));
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UsageEvent event(JsonNode record) {
        return UsageEvent.builder()
                .timeMs(Instant.parse(record.path("time").asText()).toEpochMilli())
                .session(record.path("session").asText())
                .inputTokens(record.path("input_tokens").asLong())
                .cacheReadTokens(record.path("cache_read_tokens").asLong())
                .cacheWrite1hTokens(record.path("cache_write_1h_tokens").asLong())
                .outputTokens(record.path("output_tokens").asLong())
                .build();
    }
}
