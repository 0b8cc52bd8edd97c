package io.flyball.ingest.otlp;

import static io.flyball.ingest.otlp.Otlp.attributes;
import static io.flyball.ingest.otlp.Otlp.event;
import static io.flyball.ingest.otlp.Otlp.map;
import static io.flyball.ingest.otlp.Otlp.record;
import static io.flyball.ingest.otlp.Otlp.span;
import static io.flyball.ingest.otlp.Otlp.tokens;
import static io.flyball.ingest.otlp.Otlp.with;
import static io.flyball.ingest.otlp.Otlp.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenAiMapperTest {
    private static final Map<String, Object> RESOURCE = attributes("service.name", "shop", "team.id", "payments");
    private static final Map<String, Object> NEWEST = attributes(
            "gen_ai.operation.name", "chat",
            "gen_ai.provider.name", "openai",
            "gen_ai.request.model", "gpt-5.5",
            "gen_ai.response.model", "gpt-5.5-2026-03-01",
            "gen_ai.response.id", "chatcmpl-1",
            "gen_ai.response.finish_reasons", List.of("stop", "length"),
            "gen_ai.usage.input_tokens", 1000L,
            "gen_ai.usage.output_tokens", 200L,
            "gen_ai.usage.cache_read.input_tokens", 600L,
            "gen_ai.usage.cache_write.input_tokens", 100L,
            "gen_ai.usage.reasoning.output_tokens", 50L,
            "gen_ai.conversation.id", "c-1",
            "user.email", "ann@example.test",
            "openai.response.service_tier", "flex");

    /** The same call by the names of earlier versions. */
    private static final Map<String, Object> COMMON = without(
            NEWEST,
            "gen_ai.provider.name",
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.output_tokens",
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_write.input_tokens",
            "gen_ai.usage.reasoning.output_tokens",
            "user.email",
            "openai.response.service_tier",
            "gen_ai.response.finish_reasons");

    private static final Map<String, Object> LATEST_EXPERIMENTAL = with(
            COMMON,
            "gen_ai.provider.name",
            "openai",
            "gen_ai.usage.input_tokens",
            1000L,
            "gen_ai.usage.output_tokens",
            200L,
            "gen_ai.usage.cache_read.input_tokens",
            600L,
            "gen_ai.usage.cache_creation.input_tokens",
            100L,
            "gen_ai.usage.reasoning.output_tokens",
            50L,
            "user.email",
            "ann@example.test",
            "gen_ai.openai.response.service_tier",
            "flex",
            "gen_ai.response.finish_reasons",
            "[\"stop\", \"length\"]");
    private static final Map<String, Object> OLDEST = with(
            COMMON,
            "gen_ai.system",
            "OpenAI",
            "gen_ai.usage.prompt_tokens",
            "1000",
            "gen_ai.usage.completion_tokens",
            200.0,
            "gen_ai.usage.cache_read_input_tokens",
            600L,
            "gen_ai.usage.cache_creation_input_tokens",
            "100",
            "gen_ai.usage.reasoning_tokens",
            50L,
            "enduser.id",
            "ann@example.test",
            "gen_ai.openai.request.service_tier",
            "flex",
            "gen_ai.response.finish_reasons",
            "stop");
    private static final Map<String, Object> LLM_USAGE = with(
            without(OLDEST, "gen_ai.usage.prompt_tokens", "gen_ai.usage.completion_tokens"),
            "llm.usage.prompt_tokens",
            1000L,
            "llm.usage.completion_tokens",
            200L);

    @Test
    void mapsASpanOfTheNewestNames() {
        // when
        UsageEvent event = event(map(RESOURCE, span("chat gpt-5.5", NEWEST)));

        // then
        assertThat(event)
                .isEqualTo(UsageEvent.builder()
                        .eventId("chatcmpl-1")
                        .timeMs(Otlp.TIME_MS)
                        .latencyMs(1500)
                        .source("otel")
                        .provider("openai")
                        .model("gpt-5.5")
                        .responseModel("gpt-5.5-2026-03-01")
                        .user("ann@example.test")
                        .team("payments")
                        .session("c-1")
                        .serviceTier("flex")
                        .stopReason("stop")
                        .inputTokens(300)
                        .cacheReadTokens(600)
                        .cacheWrite5mTokens(100)
                        .outputTokens(200)
                        .reasoningTokens(50)
                        .build());
    }

    @Test
    void everyGenerationOfNamesGivesTheSameEvent() {
        // then
        Mapped newest = map(RESOURCE, span("chat", NEWEST));
        for (Map<String, Object> generation : List.of(LATEST_EXPERIMENTAL, OLDEST, LLM_USAGE)) {
            assertThat(map(RESOURCE, span("chat", generation))).isEqualTo(newest);
        }
    }

    @Property
    void allTokensOfTheSourceAreCountedOnce(
            @ForAll @LongRange(max = 1L << 40) long uncached,
            @ForAll @LongRange(max = 1L << 40) long read,
            @ForAll @LongRange(max = 1L << 40) long written,
            @ForAll @LongRange(max = 1L << 40) long visible,
            @ForAll @LongRange(max = 1L << 40) long reasoning) {
        // given: input includes the cache, output includes reasoning
        Map<String, Object> counts = with(
                NEWEST,
                "gen_ai.usage.input_tokens",
                uncached + read + written,
                "gen_ai.usage.cache_read.input_tokens",
                read,
                "gen_ai.usage.cache_write.input_tokens",
                written,
                "gen_ai.usage.output_tokens",
                visible + reasoning,
                "gen_ai.usage.reasoning.output_tokens",
                reasoning);

        // when
        UsageEvent event = event(map(RESOURCE, span("chat", counts)));

        // then
        assertThat(tokens(event)).containsExactly(uncached, read, written, visible + reasoning);
        assertThat(event.reasoningTokens()).isEqualTo(reasoning);
    }

    @Test
    void audioIsAClassOfItsOwn() {
        // given
        Map<String, Object> audio = with(
                NEWEST,
                "gen_ai.usage.audio.input_tokens",
                120L,
                "gen_ai.usage.audio.cache_read.input_tokens",
                20L,
                "gen_ai.usage.audio.output_tokens",
                30L);

        // when
        UsageEvent event = event(map(RESOURCE, span("chat", audio)));

        // then
        assertThat(List.of(
                        event.inputTokens(), event.audioInputTokens(), event.outputTokens(), event.audioOutputTokens()))
                .containsExactly(200L, 100L, 170L, 30L);
        assertThat(event.cacheReadTokens()).isEqualTo(600);
    }

    @Test
    void anInputThatLeavesTheCacheOutIsToldByItsCountsAndCounted() {
        // given
        OtlpMapping mapping = new OtlpMapping(OtlpRules.DEFAULT);
        Map<String, Object> exclusive = with(NEWEST, "gen_ai.usage.input_tokens", 10L);

        // when
        UsageEvent event = event(map(mapping, RESOURCE, span("chat", exclusive)));

        // then
        assertThat(tokens(event)).containsExactly(10L, 600L, 100L, 200L);
        assertThat(mapping.usageInconsistent()).isEqualTo(1);
    }

    @Test
    void anOutputThatLeavesReasoningOutIsToldByItsCountsAndCounted() {
        // given
        OtlpMapping mapping = new OtlpMapping(OtlpRules.DEFAULT);
        Map<String, Object> exclusive = with(NEWEST, "gen_ai.usage.output_tokens", 20L);

        // when
        UsageEvent event = event(map(mapping, RESOURCE, span("chat", exclusive)));

        // then
        assertThat(event.outputTokens()).isEqualTo(70);
        assertThat(mapping.usageInconsistent()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEventAndTheSpanOfACallHaveOneId(boolean responseNamed) {
        // given
        Map<String, Object> call = responseNamed ? NEWEST : without(NEWEST, "gen_ai.response.id");
        Span span = span("chat", call);
        LogRecord event = record(with(call, "event.name", "gen_ai.client.inference.operation.details")).toBuilder()
                .setTraceId(span.getTraceId())
                .setSpanId(span.getSpanId())
                .build();
        LogRecord named = record(call).toBuilder()
                .setEventName("gen_ai.client.inference.operation.details")
                .setTraceId(span.getTraceId())
                .setSpanId(span.getSpanId())
                .build();

        // then
        UsageEvent ofSpan = event(map(RESOURCE, span));
        assertThat(event(map(RESOURCE, event)).toBuilder().latencyMs(1500).build())
                .isEqualTo(ofSpan);
        assertThat(event(map(RESOURCE, named)).eventId()).isEqualTo(ofSpan.eventId());
        assertThat(event(map(
                                RESOURCE,
                                span.toBuilder()
                                        .setSpanId(ByteString.copyFromUtf8("76543210"))
                                        .build()))
                        .eventId()
                        .equals(ofSpan.eventId()))
                .isEqualTo(responseNamed);
    }

    @Test
    void whatSumsUpCallsIsNotCharged() {
        assertThat(map(RESOURCE, span("invoke_agent", with(NEWEST, "gen_ai.operation.name", "invoke_agent"))))
                .isEqualTo(new Mapped.Ignored("invoke_agent", Why.SUM_OF_OTHERS));
        assertThat(map(RESOURCE, span("execute_tool", with(NEWEST, "gen_ai.operation.name", "execute_tool"))))
                .isEqualTo(new Mapped.Ignored("execute_tool", Why.NO_USAGE));
        Span server = span("chat", NEWEST).toBuilder()
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .build();
        assertThat(map(RESOURCE, server)).isEqualTo(new Mapped.Ignored("gen_ai", Why.OTHER_SIGNAL_IS_MONEY));
        assertThat(map(RESOURCE, record(attributes("event.name", "gen_ai.user.message", "gen_ai.system", "openai"))))
                .isEqualTo(new Mapped.Ignored("log", Why.NO_USAGE));
        assertThat(map(RESOURCE, span("GET /", Map.of()))).isEqualTo(new Mapped.Ignored("span", Why.NO_USAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "rate_limit_exceeded", "RateLimitError", "openai.RateLimitError"})
    void aRefusedCallIsACallThatWasRateLimited(String errorType) {
        Map<String, Object> refused = with(
                without(NEWEST, "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"), "error.type", errorType);
        assertThat(event(map(RESOURCE, span("chat", refused))).status()).isEqualTo("rate_limited");
    }

    @Test
    void aSpanThatFailedIsAnErrorWhatItCost() {
        // given
        Span failed = span("chat", NEWEST).toBuilder()
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                .build();

        // when
        UsageEvent event = event(map(RESOURCE, failed));

        // then
        assertThat(event.status()).isEqualTo("error");
        assertThat(tokens(event)).containsExactly(300L, 600L, 100L, 200L);
    }

    @Test
    void providersHaveTheirConventionalNames() {
        for (String[] pair : new String[][] {
            {"az.ai.openai", "azure.ai.openai"},
            {"az.ai.inference", "azure.ai.inference"},
            {"vertex_ai", "gcp.vertex_ai"},
            {"gemini", "gcp.gemini"},
            {"xai", "x_ai"},
            {"bedrock", "aws.bedrock"},
            {"Anthropic", "anthropic"},
            {"my-own", "my-own"}
        }) {
            assertThat(event(map(RESOURCE, span("chat", with(NEWEST, "gen_ai.provider.name", pair[0]))))
                            .provider())
                    .isEqualTo(pair[1]);
        }
    }

    @Test
    void theDefaultTierIsTheStandardOne() {
        for (String tier : List.of("default", "auto")) {
            assertThat(event(map(RESOURCE, span("chat", with(NEWEST, "openai.response.service_tier", tier))))
                            .serviceTier())
                    .isEqualTo("standard");
        }
    }

    @Test
    void copilotsSpanIsMoneyAndItsEventIsNot() {
        // given
        Map<String, Object> copilot = attributes("service.name", "copilot-chat", "user.email", "ann@example.test");
        LogRecord event = record(with(NEWEST, "event.name", "gen_ai.client.inference.operation.details"));

        // then
        assertThat(event(map(copilot, span("chat gpt-5.5", NEWEST))).source()).isEqualTo("copilot");
        assertThat(map(copilot, event))
                .isEqualTo(new Mapped.Ignored("gen_ai.client.inference.operation.details", Why.OTHER_SIGNAL_IS_MONEY));
        assertThat(map(copilot, span("agent", with(NEWEST, "gen_ai.operation.name", "invoke_agent"))))
                .isEqualTo(new Mapped.Ignored("invoke_agent", Why.SUM_OF_OTHERS));
    }

    @Test
    void anotherSignalCanBeChosenToBeMoney() {
        // given
        MoneySignals spansAlone = MoneySignals.DEFAULT.with(OtlpSource.GEN_AI, Set.of(OtlpSignal.TRACES));
        OtlpMapping mapping = new OtlpMapping(new OtlpRules(OtlpRules.DEFAULT.identity(), spansAlone));

        // then
        assertThat(map(mapping, RESOURCE, record(with(NEWEST, "event.name", GenAiNames.INFERENCE_EVENT))))
                .isEqualTo(new Mapped.Ignored(GenAiNames.INFERENCE_EVENT, Why.OTHER_SIGNAL_IS_MONEY));
        assertThat(map(mapping, RESOURCE, span("chat", NEWEST))).isInstanceOf(Mapped.Call.class);
    }

    @Test
    void traceloopNamesUserAndSessionItsOwnWay() {
        // given
        Map<String, Object> traceloop = with(
                without(NEWEST, "user.email", "gen_ai.conversation.id"),
                "traceloop.workflow.name",
                "checkout",
                "traceloop.association.properties.user_id",
                "ann@example.test",
                "traceloop.association.properties.session_id",
                "s-9");

        // when
        UsageEvent event = event(map(RESOURCE, span("openai.chat", traceloop)));

        // then
        assertThat(event.source()).isEqualTo("traceloop");
        assertThat(event.user()).isEqualTo("ann@example.test");
        assertThat(event.session()).isEqualTo("s-9");
        assertThat(tokens(event)).containsExactly(300L, 600L, 100L, 200L);
    }
}
