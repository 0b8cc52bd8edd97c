package io.flyball.ingest.litellm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Mapped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What LiteLLM's proxy really sent, against what the model behind it billed. */
class LiteLlmCapturedTest {
    private static final List<String> COSTS =
            List.of("0.0178125", "0.0421884", "0.03542895", "0.035988599999999996", "0.043971");

    @ParameterizedTest
    @ValueSource(strings = {"array", "ndjson", "single"})
    void everyClassOfEveryCallIsWhatWasBilled(String format) throws IOException {
        // given
        JsonNode billed = new ObjectMapper().readTree(captured("billed-generic-api-" + format + ".json"));

        // when
        List<UsageEvent> calls = calls(format);

        // then
        assertThat(calls).hasSize(6);
        for (int i = 0; i < 5; i++) {
            JsonNode expected = billed.get(i);
            assertThat(calls.get(i))
                    .returns(expected.get("inputTokens").asLong(), UsageEvent::inputTokens)
                    .returns(expected.get("cacheReadTokens").asLong(), UsageEvent::cacheReadTokens)
                    .returns(expected.get("cacheWrite5mTokens").asLong(), UsageEvent::cacheWrite5mTokens)
                    .returns(expected.get("cacheWrite1hTokens").asLong(), UsageEvent::cacheWrite1hTokens)
                    .returns(expected.get("outputTokens").asLong(), UsageEvent::outputTokens)
                    .returns(expected.get("reasoningTokens").asLong(), UsageEvent::reasoningTokens)
                    .returns(expected.get("model").asText(), UsageEvent::pricedModel)
                    .returns("ok", UsageEvent::status)
                    .returns(new BigDecimal(COSTS.get(i)), UsageEvent::reportedCostUsd);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"array", "ndjson", "single"})
    void everyCallIsItsUsersAndTeams(String format) {
        // when
        List<UsageEvent> calls = calls(format);

        // then
        assertThat(calls)
                .extracting(UsageEvent::user)
                .containsExactly(
                        "ann@example.test",
                        "ben@example.test",
                        "ann@example.test",
                        "ann@example.test",
                        "ben@example.test",
                        "ben@example.test");
        assertThat(calls).extracting(UsageEvent::team).containsOnly("Platform", "Search");
        assertThat(calls).extracting(UsageEvent::key).containsOnly("ann-laptop", "ben-laptop");
        assertThat(calls).extracting(UsageEvent::org).containsOnly("example");
        assertThat(calls.get(3).session()).isNotEmpty();
        assertThat(calls).filteredOn(call -> !call.session().isEmpty()).hasSize(1);
    }

    @Test
    void theRefusedCallCostsNothingAndCounts() {
        assertThat(calls("array").get(5))
                .returns("rate_limited", UsageEvent::status)
                .returns(BigDecimal.ZERO.setScale(1), UsageEvent::reportedCostUsd)
                .returns("gpt-4.1", UsageEvent::model);
    }

    @Test
    void theSameBodyAgainHasTheSameIds() {
        assertThat(calls("array")).isEqualTo(calls("array")).doesNotHaveDuplicates();
    }

    /** In the order in which they began: single ones are posted side by side. */
    private static List<UsageEvent> calls(String format) {
        Stream<String> bodies = format.equals("single")
                ? IntStream.rangeClosed(1, 6).mapToObj(i -> captured("generic-api-single-" + i + ".json"))
                : Stream.of(captured("generic-api-" + format + "-1." + (format.equals("array") ? "json" : "ndjson")));
        return bodies.flatMap(body -> Payload.map(body).stream())
                .map(mapped -> ((Mapped.Call) mapped).event())
                .sorted(Comparator.comparingLong(call -> call.timeMs() - call.latencyMs()))
                .toList();
    }

    private static String captured(String name) {
        try (InputStream in = LiteLlmCapturedTest.class.getResourceAsStream("/captured/litellm-1.106.0/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
