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

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Gateways and tracing tools: what each calls its counts, and what it includes in what. */
class ToolingMappersTest {
    private static final Map<String, Object> NOBODY = attributes("service.name", "shop");
    private static final Map<String, Object> LITELLM = attributes(
            "gen_ai.system", "bedrock",
            "gen_ai.request.model", "claude-sonnet-4-5",
            "gen_ai.response.id", "chatcmpl-7",
            "llm.user", "ann",
            "metadata.user_api_key_alias", "ann-laptop",
            "metadata.user_api_key_team_alias", "platform",
            "metadata.user_api_key_org_id", "",
            "gen_ai.cost.total_cost", 0.25);
    private static final Map<String, Object> OPENINFERENCE = attributes(
            "openinference.span.kind", "LLM",
            "llm.model_name", "gpt-5.5",
            "llm.provider", "azure",
            "user.id", "ann",
            "session.id", "s-1",
            "llm.cost.total", 0.5);
    private static final Map<String, Object> LANGFUSE = attributes(
            "langfuse.observation.type", "generation",
            "langfuse.observation.model.name", "gpt-5.5",
            "langfuse.user.id", "ann",
            "langfuse.session.id", "s-1",
            "langfuse.observation.cost_details", "{\"total\": 0.75}");
    private static final Map<String, Object> ENVOY = attributes(
            "gen_ai.request.model", "gpt-5.5",
            "gen_ai.response.model", "-",
            "gen_ai.provider.name", "openai",
            "x-request-id", "r-1",
            "response_code", "200",
            "duration", "1500",
            "user.id", "ann");

    @Property
    void allTokensOfLiteLlmAreCountedOnce(
            @ForAll @LongRange(max = 1L << 40) long uncached,
            @ForAll @LongRange(max = 1L << 40) long read,
            @ForAll @LongRange(max = 1L << 40) long written5m,
            @ForAll @LongRange(max = 1L << 40) long written1h,
            @ForAll @LongRange(max = 1L << 40) long output) {
        // given: of the cache only the usage object tells
        Map<String, Object> request = with(
                LITELLM,
                "gen_ai.usage.prompt_tokens",
                uncached + read + written5m + written1h,
                "gen_ai.usage.completion_tokens",
                output,
                "metadata.usage_object",
                "{'completion_tokens': 5, 'prompt_tokens_details': {'audio_tokens': None, 'cached_tokens': " + read
                        + ", 'cache_creation_tokens': " + (written5m + written1h)
                        + ", 'cache_creation_token_details': {'ephemeral_5m_input_tokens': " + written5m
                        + ", 'ephemeral_1h_input_tokens': " + written1h + "}}}");

        // when
        UsageEvent event = event(map(attributes("service.name", "litellm"), span("litellm_request", request)));

        // then
        assertThat(tokens(event)).containsExactly(uncached, read, written5m, output);
        assertThat(event.cacheWrite1hTokens()).isEqualTo(written1h);
    }

    @Test
    void liteLlmIsChargedOnceHoweverManySpansTellOfACall() {
        // given
        Map<String, Object> usage =
                with(LITELLM, "gen_ai.usage.prompt_tokens", 9L, "gen_ai.usage.completion_tokens", 1L);

        // when
        UsageEvent own = event(map(NOBODY, span("litellm_request", usage)));
        UsageEvent server = event(map(NOBODY, span("Received Proxy Server Request", usage)));

        // then
        assertThat(own.eventId()).isEqualTo("chatcmpl-7").isEqualTo(server.eventId());
        assertThat(own.source()).isEqualTo("litellm");
        assertThat(own.provider()).isEqualTo("aws.bedrock");
        assertThat(own.user()).isEqualTo("ann");
        assertThat(own.key()).isEqualTo("ann-laptop");
        assertThat(own.team()).isEqualTo("platform");
        assertThat(own.reportedCostUsd()).isEqualByComparingTo("0.25");
        assertThat(map(NOBODY, span("raw_gen_ai_request", usage)))
                .isEqualTo(new Mapped.Ignored("raw_gen_ai_request", Why.OTHER_SIGNAL_IS_MONEY));
        assertThat(map(NOBODY, span("redis", attributes("metadata.user_api_key_hash", "x"))))
                .isEqualTo(new Mapped.Ignored("span", Why.NO_USAGE));
    }

    @Property
    void allTokensOfOpenInferenceAreCountedOnce(
            @ForAll @LongRange(max = 1L << 40) long uncached,
            @ForAll @LongRange(max = 1L << 40) long read,
            @ForAll @LongRange(max = 1L << 40) long written,
            @ForAll @LongRange(max = 1L << 40) long output) {
        // when
        UsageEvent event = event(map(
                NOBODY,
                span(
                        "ChatCompletion",
                        with(
                                OPENINFERENCE,
                                "llm.token_count.prompt",
                                uncached + read + written,
                                "llm.token_count.prompt_details.cache_read",
                                read,
                                "llm.token_count.prompt_details.cache_write",
                                written,
                                "llm.token_count.completion",
                                output))));

        // then
        assertThat(tokens(event)).containsExactly(uncached, read, written, output);
        assertThat(event.source()).isEqualTo("openinference");
        assertThat(event.model()).isEqualTo("gpt-5.5");
        assertThat(event.provider()).isEqualTo("azure.ai.openai");
        assertThat(event.session()).isEqualTo("s-1");
        assertThat(event.reportedCostUsd()).isEqualByComparingTo("0.5");
    }

    @Test
    void anOpenInferenceChainRepeatsItsCalls() {
        // given
        Map<String, Object> chain =
                with(OPENINFERENCE, "openinference.span.kind", "CHAIN", "llm.token_count.prompt", 10L);

        // then
        assertThat(map(NOBODY, span("chain", chain))).isEqualTo(new Mapped.Ignored("span", Why.SUM_OF_OTHERS));
        assertThat(map(NOBODY, span("tool", attributes("openinference.span.kind", "TOOL"))))
                .isEqualTo(new Mapped.Ignored("span", Why.NO_USAGE));
    }

    @Property
    void allTokensOfLangfuseAreCountedOnce(
            @ForAll @LongRange(max = 1L << 40) long uncached,
            @ForAll @LongRange(max = 1L << 40) long read,
            @ForAll @LongRange(max = 1L << 40) long written,
            @ForAll @LongRange(max = 1L << 40) long visible,
            @ForAll @LongRange(max = 1L << 40) long reasoning) {
        // given
        String own = "{\"input\":" + uncached + ",\"input_cached_tokens\":" + read + ",\"input_cache_creation\":"
                + written + ",\"output\":" + visible + ",\"output_reasoning_tokens\":" + reasoning + "}";
        String openAi = "{\"prompt_tokens\":" + (uncached + read + written)
                + ",\"prompt_tokens_details\":{\"cached_tokens\":" + read + ",\"cache_creation_tokens\":" + written
                + "},\"completion_tokens\":" + (visible + reasoning)
                + ",\"completion_tokens_details\":{\"reasoning_tokens\":" + reasoning + "}}";
        String responses = "{\"input_tokens\":" + (uncached + read) + ",\"input_tokens_details\":{\"cached_tokens\":"
                + read + "},\"output_tokens\":" + (visible + reasoning) + "}";
        String anthropic = "{\"input_tokens\":" + uncached + ",\"cache_read_input_tokens\":" + read
                + ",\"cache_creation_input_tokens\":" + written + ",\"output_tokens\":" + (visible + reasoning) + "}";

        // then
        for (String usage : List.of(own, openAi, anthropic)) {
            assertThat(tokens(langfuse(usage))).containsExactly(uncached, read, written, visible + reasoning);
        }
        assertThat(tokens(langfuse(responses))).containsExactly(uncached, read, 0L, visible + reasoning);
    }

    @Test
    void aLangfuseGenerationSaysWhoAndWhat() {
        // when
        UsageEvent event = langfuse("{\"input\":1,\"output\":2,\"total\":3}");

        // then
        assertThat(event.source()).isEqualTo("langfuse");
        assertThat(event.user()).isEqualTo("ann");
        assertThat(event.session()).isEqualTo("s-1");
        assertThat(event.reportedCostUsd()).isEqualByComparingTo("0.75");
    }

    @Test
    void refusesLangfuseDetailsThatAreNone() {
        assertThat(map(NOBODY, span("g", with(LANGFUSE, "langfuse.observation.usage_details", "a lot"))))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(RejectionReason.BAD_TYPE);
                    assertThat(refused.why()).doesNotContain("a lot");
                });
        assertThat(map(NOBODY, span("g", with(LANGFUSE, "langfuse.observation.usage_details", "{\"a\":1e9999999999}"))))
                .isInstanceOf(Mapped.Refused.class);
        assertThat(map(NOBODY, span("g", with(LANGFUSE, "langfuse.observation.usage_details", "{\"input\":1.5}"))))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RejectionReason.BAD_NUMBER));
        assertThat(map(
                        NOBODY,
                        span(
                                "g",
                                with(
                                        LANGFUSE,
                                        "langfuse.observation.usage_details",
                                        "{}",
                                        "langfuse.observation.cost_details",
                                        "{\"total\":1e999999999}"))))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RejectionReason.BAD_NUMBER));
        assertThat(map(NOBODY, span("g", with(LANGFUSE, "langfuse.observation.type", "span"))))
                .isEqualTo(new Mapped.Ignored("span", Why.NO_USAGE));
    }

    @Property
    void allTokensOfEnvoysAccessLogAreCountedOnce(
            @ForAll @LongRange(max = 1L << 40) long uncached,
            @ForAll @LongRange(max = 1L << 40) long read,
            @ForAll @LongRange(max = 1L << 40) long output) {
        // given
        Map<String, Object> conventional = with(
                ENVOY,
                "gen_ai.usage.input_tokens",
                Long.toString(uncached + read),
                "gen_ai.usage.cached_input_tokens",
                Long.toString(read),
                "gen_ai.usage.output_tokens",
                Long.toString(output),
                "gen_ai.usage.total_tokens",
                Long.toString(uncached + read + output));
        Map<String, Object> customary = with(
                ENVOY,
                "llm_input_token",
                Long.toString(uncached + read),
                "llm_cached_input_token",
                Long.toString(read),
                "llm_output_token",
                Long.toString(output),
                "llm_total_token",
                Long.toString(uncached + read + output));

        // when
        UsageEvent event = event(map(NOBODY, record(conventional)));

        // then
        assertThat(tokens(event)).containsExactly(uncached, read, 0L, output);
        assertThat(event(map(NOBODY, record(customary)))).isEqualTo(event);
        assertThat(event.source()).isEqualTo("envoy-ai-gateway");
        assertThat(event.eventId()).isEqualTo("r-1");
        assertThat(event.responseModel()).isEmpty();
        assertThat(event.timeMs()).isEqualTo(Otlp.TIME_MS + 1500);
    }

    @Test
    void aDashInEnvoysAccessLogIsNoValue() {
        // given
        Map<String, Object> refused = with(
                ENVOY, "response_code", "429", "gen_ai.usage.input_tokens", "-", "gen_ai.usage.output_tokens", "-");

        // then
        assertThat(event(map(NOBODY, record(refused))).status()).isEqualTo("rate_limited");
        assertThat(map(NOBODY, record(with(refused, "response_code", "200"))))
                .isEqualTo(new Mapped.Ignored("log", Why.NO_USAGE));
        assertThat(map(NOBODY, record(with(without(refused, "user.id"), "user.id", "-"))))
                .isInstanceOfSatisfying(Mapped.Refused.class, nobody -> assertThat(nobody.reason())
                        .isEqualTo(RejectionReason.MISSING_USER));
    }

    private static UsageEvent langfuse(String usage) {
        return event(map(NOBODY, span("generation", with(LANGFUSE, "langfuse.observation.usage_details", usage))));
    }
}
