package io.flyball.ingest.otlp;

import static io.flyball.ingest.otlp.Otlp.NOW_MS;
import static io.flyball.ingest.otlp.Otlp.NO_HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Mapped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real clients sent, held against what a model on the loopback billed them. */
class CapturedTest {
    /** A call's classes, and that part of output which was reasoning. */
    private record Tokens(
            String model, long input, long read, long write5m, long write1h, long output, long reasoning) {
        Tokens unreasoned() {
            return new Tokens(model, input, read, write5m, write1h, output, 0);
        }
    }

    private final OtlpMapping mapping = new OtlpMapping(OtlpRules.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"http", "http-json", "grpc"})
    void codexCostsWhatWasBilled(String protocol) throws IOException, UnreadableOtlp {
        // when
        List<Mapped> mapped =
                logs("codex-0.169.0/logs-" + protocol + "-1.json", "codex-0.169.0/logs-" + protocol + "-2.json");

        // then
        List<UsageEvent> calls = Otlp.events(mapped);
        assertThat(calls).map(CapturedTest::tokens).isEqualTo(billed("codex-0.169.0/billed-" + protocol + ".json"));
        assertThat(calls).extracting(UsageEvent::eventId).doesNotHaveDuplicates();
        assertThat(calls)
                .allMatch(call -> call.user().equals("ann@example.test")
                        && call.team().equals("platform")
                        && call.source().equals("codex")
                        && call.agent().equals("codex")
                        && !call.session().isEmpty());
        assertThat(mapped).noneMatch(Mapped.Refused.class::isInstance);
        assertThat(calls.get(1).actions()).extracting(ToolAction::name).containsExactly("exec_command");
        assertThat(mapped.toString()).doesNotContain("echo hello", "Wall time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void geminiCliCostsWhatWasBilled(String protocol) throws IOException, UnreadableOtlp {
        // when
        String folder = "gemini-cli-0.61.0/";
        List<Mapped> mapped = logs(
                folder + "logs-" + protocol + "-1.json",
                folder + "logs-" + protocol + "-2.json",
                folder + "logs-" + protocol + "-3.json");

        // then
        List<UsageEvent> calls = Otlp.events(mapped);
        assertThat(calls.stream().filter(call -> !call.failed()).map(CapturedTest::tokens))
                .isEqualTo(billed(folder + "billed-" + protocol + ".json"));
        assertThat(calls.stream().filter(UsageEvent::failed))
                .singleElement()
                .extracting(CapturedTest::tokens)
                .isEqualTo(new Tokens("gemini-2.5-pro", 0, 0, 0, 0, 0, 0));
        assertThat(calls).extracting(UsageEvent::eventId).doesNotHaveDuplicates();
        assertThat(calls)
                .allMatch(call ->
                        call.user().equals("ann@example.test") && call.team().equals("platform"));
        assertThat(mapped).noneMatch(Mapped.Refused.class::isInstance);
    }

    @Test
    void geminiCliSpansAreNotCharged() throws IOException, UnreadableOtlp {
        assertThat(Otlp.events(traces("gemini-cli-0.61.0/traces-grpc-1.json"))).isEmpty();
    }

    @Test
    void liteLlmCostsWhatWasBilled() throws IOException, UnreadableOtlp {
        // when
        List<Mapped> mapped = traces("litellm-1.106.0/traces-otel-1.json");

        // then
        List<UsageEvent> calls = Otlp.events(mapped);
        List<UsageEvent> answered =
                calls.stream().filter(call -> !call.failed()).toList();
        assertThat(answered).map(CapturedTest::tokens).isEqualTo(billed("litellm-1.106.0/billed-otel.json"));
        assertThat(answered)
                .extracting(UsageEvent::user)
                .containsExactly(
                        "ann@example.test",
                        "ben@example.test",
                        "ann@example.test",
                        "ann@example.test",
                        "ben@example.test");
        assertThat(answered)
                .extracting(UsageEvent::provider)
                .containsExactly("openai", "openai", "anthropic", "anthropic", "openai");
        assertThat(answered.get(3).session()).isEqualTo("7b0c1f52-0000-4000-8000-000000000001");
        assertThat(answered.get(4).reportedCostUsd()).isEqualByComparingTo("0.043971");
        assertThat(calls.stream().filter(UsageEvent::failed))
                .singleElement()
                .extracting(UsageEvent::status)
                .isEqualTo("rate_limited");
        assertThat(Otlp.events(logs("litellm-1.106.0/logs-otel-1.json"))).isEmpty();
    }

    @Test
    void liteLlmsServerSpanIsChargedWhereItAloneHasTheCounts() throws IOException, UnreadableOtlp {
        // when
        List<UsageEvent> calls = Otlp.events(traces("litellm-1.106.0/traces-otel-default-1.json"));

        // then
        assertThat(calls.stream().filter(call -> !call.failed()).map(CapturedTest::tokens))
                .containsExactly(
                        billed("litellm-1.106.0/billed-otel-default.json").get(4));
    }

    @ParameterizedTest
    @CsvSource({
        "otel-sdk-node-2.12.1, http",
        "otel-sdk-node-2.12.1, http-json",
        "otel-sdk-node-2.12.1, grpc",
        "otel-sdk-python-1.45.2, http",
        "otel-sdk-python-1.45.2, grpc"
    })
    void anApplicationsOwnSpansCostWhatWasBilled(String sdk, String protocol) throws IOException, UnreadableOtlp {
        // when
        List<UsageEvent> calls = Otlp.events(traces(sdk + "/traces-" + protocol + "-1.json"));

        // then
        assertThat(calls)
                .map(call -> tokens(call).unreasoned()) // Python's older names have none for reasoning
                .isEqualTo(billed(sdk + "/billed-" + protocol + ".json").stream()
                        .map(Tokens::unreasoned)
                        .toList());
        assertThat(calls)
                .allMatch(call ->
                        call.user().endsWith("@example.test") && !call.session().isEmpty());
        assertThat(mapping.usageInconsistent()).isZero();
    }

    private static Tokens tokens(UsageEvent event) {
        return new Tokens(
                event.model(),
                event.inputTokens(),
                event.cacheReadTokens(),
                event.cacheWrite5mTokens(),
                event.cacheWrite1hTokens(),
                event.outputTokens(),
                event.reasoningTokens());
    }

    private List<Mapped> logs(String... files) throws IOException, UnreadableOtlp {
        List<Mapped> all = new ArrayList<>();
        for (String file : files) {
            all.addAll(mapping.logs(OtlpJson.logs(bytes(file)), NO_HEADERS, NOW_MS));
        }
        return all;
    }

    private List<Mapped> traces(String file) throws IOException, UnreadableOtlp {
        return mapping.traces(OtlpJson.traces(bytes(file)), NO_HEADERS, NOW_MS);
    }

    private static List<Tokens> billed(String file) throws IOException {
        List<Tokens> billed = new ArrayList<>();
        for (JsonNode call : new ObjectMapper().readTree(bytes(file))) {
            billed.add(new Tokens(
                    call.path("model").asText(),
                    call.path("inputTokens").asLong(),
                    call.path("cacheReadTokens").asLong(),
                    call.path("cacheWrite5mTokens").asLong(),
                    call.path("cacheWrite1hTokens").asLong(),
                    call.path("outputTokens").asLong(),
                    call.path("reasoningTokens").asLong()));
        }
        return billed;
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = CapturedTest.class.getResourceAsStream("/captured/" + file)) {
            assertThat(in).as("captured/" + file).isNotNull();
            return in.readAllBytes();
        }
    }
}
