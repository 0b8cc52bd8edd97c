package io.flyball.ingest.litellm;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.SharedData;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.ReportedCostOnly;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteLlmMappingTest {
    private static final Attributes ANN = name -> name.equals("x-flyball-user") ? "ann" : null;

    @Test
    void aPayloadBecomesACall() {
        assertThat(Payload.small().call())
                .isEqualTo(UsageEvent.builder()
                        .eventId("chatcmpl-1")
                        .timeMs(1_795_371_793_816L)
                        .model("gpt-4.1")
                        .user("ann")
                        .source("litellm")
                        .provider("openai")
                        .team("platform")
                        .inputTokens(100)
                        .outputTokens(20)
                        .reportedCostUsd(new BigDecimal("0.0125"))
                        .latencyMs(1316)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1769332846.851954",
                "\"1769332846.851954\"",
                "\"2026-01-25 09:20:46.851954\"",
                "\"2026-01-25T09:20:46.851954Z\"",
                "\"2026-01-25T10:20:46.851954+01:00\"",
                "\"2026-01-25 14:20:46.851+05\"",
                "1769332846851"
            })
    void aTimeIsReadHoweverItIsWritten(String time) {
        assertThat(Payload.small().with("endTime", time).call().timeMs()).isEqualTo(1_769_332_846_851L);
    }

    @Test
    void numbersMayBeTexts() {
        // given
        Payload texts = Payload.small()
                .with("prompt_tokens", "\"100\"")
                .with("completion_tokens", "\"20\"")
                .with("response_cost", "\"0.0125\"")
                .with("startTime", "\"1795371792.5\"")
                .with("endTime", "\"1795371793.816318\"")
                .with("cache_hit", "\"None\"");

        // when, then
        assertThat(texts.call()).isEqualTo(Payload.small().call());
    }

    @Test
    void theOldestPayloadIsTextThroughout() {
        // given
        String oldest = """
                {"id": "chatcmpl-1", "call_type": "acompletion", "cache_hit": "None", "startTime": "2026-01-25 09:20:45.5",
                 "endTime": "2026-01-25 09:20:46.5", "model": "gpt-4.1", "user": "ann", "modelParameters": "{}",
                 "messages": "[{'content': 'prompt_tokens=7'}]", "response": "ModelResponse(...)", "metadata": "{'a': None}",
                 "usage": "Usage(completion_tokens=20, prompt_tokens=100, total_tokens=120, completion_tokens_details=None, prompt_tokens_details=PromptTokensDetailsWrapper(audio_tokens=None, cached_tokens=60))",
                 "cost": "0.0125"}
                """;

        // when
        UsageEvent call = Payload.of(oldest).call();

        // then
        assertThat(call)
                .returns("ann", UsageEvent::user)
                .returns(40L, UsageEvent::inputTokens)
                .returns(60L, UsageEvent::cacheReadTokens)
                .returns(20L, UsageEvent::outputTokens)
                .returns(new BigDecimal("0.0125"), UsageEvent::reportedCostUsd);
    }

    @Test
    void writesToTheCacheAreTakenOutOfThePromptByTheirLife() {
        // given
        String usage = """
                {"cache_creation_input_tokens": 30, "cache_read_input_tokens": 50, "prompt_tokens_details":
                 {"cached_tokens": 50, "cache_creation_tokens": 30,
                  "cache_creation_token_details": {"ephemeral_5m_input_tokens": 5, "ephemeral_1h_input_tokens": 20}}}
                """;

        // when
        UsageEvent call = Payload.small().with("metadata/usage_object", usage).call();

        // then: 5 of the 30 are told by no life
        assertThat(call)
                .returns(20L, UsageEvent::inputTokens)
                .returns(50L, UsageEvent::cacheReadTokens)
                .returns(10L, UsageEvent::cacheWrite5mTokens)
                .returns(20L, UsageEvent::cacheWrite1hTokens);
    }

    @Test
    void audioIsAClassOfItsOwn() {
        // given
        Payload payload = Payload.small()
                .with("metadata/usage_object/prompt_tokens_details", "{\"audio_tokens\": 70, \"cached_tokens\": 10}")
                .with(
                        "metadata/usage_object/completion_tokens_details",
                        "{\"audio_tokens\": 15, \"reasoning_tokens\": 2}");

        // when, then
        assertThat(payload.call())
                .returns(20L, UsageEvent::inputTokens)
                .returns(70L, UsageEvent::audioInputTokens)
                .returns(5L, UsageEvent::outputTokens)
                .returns(15L, UsageEvent::audioOutputTokens)
                .returns(2L, UsageEvent::reasoningTokens)
                .returns(100L, UsageEvent::contextTokens);
    }

    @Test
    void moreCachedThanSentMeansThatTheTotalExcludesIt() {
        // given
        LiteLlmMapping mapping = new LiteLlmMapping(IdentityRules.DEFAULT);
        String json = Payload.small()
                .with("metadata/usage_object/prompt_tokens_details/cached_tokens", "101")
                .json();

        // when
        List<Mapped> mapped = mapping.map(json.getBytes(StandardCharsets.UTF_8), ANN, Payload.NOW_MS);

        // then
        assertThat(((Mapped.Call) mapped.get(0)).event())
                .returns(100L, UsageEvent::inputTokens)
                .returns(101L, UsageEvent::cacheReadTokens);
        assertThat(mapping.inconsistentUsages()).isEqualTo(1);
    }

    @Test
    void aHitOfTheCacheBoughtNothing() {
        // given
        Payload hit = Payload.small()
                .with("cache_hit", "true")
                .with("response_cost", "0.0")
                .with("request_tags", "[\"a:b\"]");

        // when, then
        assertThat(hit.call())
                .returns(0L, UsageEvent::inputTokens)
                .returns(0L, UsageEvent::outputTokens)
                .returns(BigDecimal.ZERO, UsageEvent::reportedCostUsd)
                .returns("ok", UsageEvent::status)
                .satisfies(call -> assertThat(call.tags())
                        .containsEntry("cache_hit", "true")
                        .containsEntry("a", "b"));
    }

    @Test
    void noughtForTokensThatWereBoughtIsNoPrice() {
        assertThat(Payload.small().with("response_cost", "0.0").call().reportedCostUsd())
                .isNull();
    }

    @Test
    void whatIsNotBoughtByTokensIsChargedAsReported() {
        // given
        Payload image = Payload.small()
                .with("call_type", "\"aimage_generation\"")
                .with("prompt_tokens", "0")
                .with("completion_tokens", "0");

        // when, then
        assertThat(image.call())
                .returns("gpt-4.1", UsageEvent::model)
                .returns(ReportedCostOnly.MODEL, UsageEvent::pricedModel)
                .returns("aimage_generation", UsageEvent::operation);
    }

    @ParameterizedTest
    @CsvSource({
        "429, RateLimitError, rate_limited",
        "'', RateLimitError, rate_limited",
        "500, InternalServerError, error",
        "499, ClientDisconnect, aborted",
        "'', CancelledError, aborted"
    })
    void aFailureSaysWhichItWas(String code, String errorClass, String status) {
        // given
        Payload failure = Payload.small()
                .with("status", "\"failure\"")
                .with("error_information/error_code", "\"" + code + "\"")
                .with("error_information/error_class", "\"" + errorClass + "\"");

        // when, then
        assertThat(failure.call().status()).isEqualTo(status);
    }

    @Test
    void aFailureBeforeAnyModelIsNoCall() {
        // given
        Payload failure = Payload.small()
                .with("status", "\"failure\"")
                .with("response_cost", "0")
                .with("prompt_tokens", "0")
                .with("completion_tokens", "0")
                .without("metadata");

        // when, then
        assertThat(failure.mapped()).isEqualTo(new Mapped.Ignored("litellm.no_usage", Mapped.Ignored.Why.NO_USAGE));
    }

    @Test
    void aListOfFilesIsNoCall() {
        // given
        Payload files = Payload.small()
                .with("call_type", "\"afile_list\"")
                .with("response_cost", "0")
                .with("prompt_tokens", "0")
                .with("completion_tokens", "0");

        // when, then
        assertThat(files.mapped()).isInstanceOf(Mapped.Ignored.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openai      | openai/gpt-4.1                    | gpt-4.1              | openai          | gpt-4.1              | ''
            anthropic   | anthropic/claude-sonnet-4-5       | smart                | anthropic       | smart                | claude-sonnet-4-5
            bedrock     | bedrock/us.anthropic.claude-4     | ''                   | aws.bedrock     | us.anthropic.claude-4 | ''
            vertex_ai   | vertex_ai/gemini-3                | vertex_ai/gemini-3   | gcp.vertex_ai   | gemini-3             | ''
            gemini      | gemini-3                          | ''                   | gcp.gemini      | gemini-3             | ''
            xai         | xai/grok-4                        | grok-4               | x_ai            | grok-4               | ''
            openrouter  | openrouter/anthropic/claude-4     | ''                   | openrouter      | anthropic/claude-4   | ''
            ''          | groq/llama-4                      | ''                   | groq            | llama-4              | ''
            ''          | meta-llama/llama-4                | ''                   | ''              | meta-llama/llama-4   | ''
            """)
    void modelAndProviderAreNamedByTheConventions(
            String litellmProvider, String litellmModel, String group, String provider, String model, String answered) {
        // given
        Payload payload = Payload.small()
                .with("custom_llm_provider", "\"" + litellmProvider + "\"")
                .with("model", "\"" + litellmModel + "\"")
                .with("model_group", "\"" + group + "\"");

        // when, then
        assertThat(payload.call())
                .returns(provider, UsageEvent::provider)
                .returns(model, UsageEvent::model)
                .returns(answered, UsageEvent::responseModel);
    }

    @Test
    void aDeploymentOfAzureIsPricedByTheModelBehindIt() {
        // given
        Payload payload = Payload.small()
                .with("custom_llm_provider", "\"azure\"")
                .with("model", "\"azure/our-deployment\"")
                .with("model_map_information/model_map_key", "\"azure/gpt-4o\"");

        // when, then
        assertThat(payload.call())
                .returns("azure.ai.openai", UsageEvent::provider)
                .returns("gpt-4.1", UsageEvent::model)
                .returns("gpt-4o", UsageEvent::pricedModel);
    }

    @Test
    void aTierThatHasItsOwnPriceIsKept() {
        assertThat(Payload.small()
                        .with("metadata/usage_object/service_tier", "\"priority\"")
                        .call()
                        .serviceTier())
                .isEqualTo("priority");
        assertThat(Payload.small()
                        .with("metadata/usage_object/service_tier", "\"default\"")
                        .call()
                        .serviceTier())
                .isEqualTo("standard");
        assertThat(Payload.small()
                        .with("model_parameters/service_tier", "\"flex\"")
                        .call()
                        .serviceTier())
                .isEqualTo("flex");
    }

    @Test
    void nobodyNamedIsRefusedUnlessTheRequestNamesSomebody() {
        // given
        String json = Payload.small().without("metadata").json();

        // when
        List<Mapped> unnamed = Payload.map(json);
        List<Mapped> named = Payload.map(json, ANN);

        // then
        assertThat(((Mapped.Refused) unnamed.get(0)).why())
                .isEqualTo(
                        "The record names neither a user nor a key: give LiteLLM's keys a user_id or an alias, or name"
                                + " who pays in the header x-flyball-user of its callback.");
        assertThat(((Mapped.Call) named.get(0)).event().user()).isEqualTo("ann");
    }

    @Test
    void everyBadCountNamesItsField() {
        assertThat(Payload.small().with("prompt_tokens", "-1").refused())
                .returns(RejectionReason.NEGATIVE_COUNT, Mapped.Refused::reason)
                .returns("prompt_tokens is -1: give 0 or more.", Mapped.Refused::why);
        assertThat(Payload.small().with("completion_tokens", "1.5").refused())
                .returns(RejectionReason.BAD_NUMBER, Mapped.Refused::reason)
                .returns("completion_tokens is 1.5: give a whole number of at most 64 bits.", Mapped.Refused::why);
        assertThat(Payload.small().with("response_cost", "\"my secret\"").refused())
                .returns("response_cost is no number: give its digits.", Mapped.Refused::why);
        assertThat(Payload.small().without("endTime", "startTime").refused().reason())
                .isEqualTo(RejectionReason.MISSING_TIME);
        assertThat(Payload.small().without("id").refused().reason()).isEqualTo(RejectionReason.MISSING_EVENT_ID);
        assertThat(Payload.small().with("endTime", "1795400601").refused().reason())
                .isEqualTo(RejectionReason.FUTURE_TIME);
    }

    @Test
    void aBadRecordCostsNoNeighbour() {
        // given
        String good = Payload.small().json();
        String body = "[" + good + ",{\"id\":NaN},null,7," + good.replace("chatcmpl-1", "chatcmpl-2") + ",{\"id\":";

        // when
        List<Mapped> mapped = Payload.map(body);

        // then
        assertThat(mapped).hasSize(6);
        assertThat(mapped.get(0)).isInstanceOf(Mapped.Call.class);
        assertThat(mapped.get(1)).isInstanceOf(Mapped.Refused.class);
        assertThat(mapped.get(2)).isInstanceOf(Mapped.Ignored.class);
        assertThat(mapped.get(3)).isInstanceOf(Mapped.Refused.class);
        assertThat(((Mapped.Call) mapped.get(4)).event().eventId()).isEqualTo("chatcmpl-2");
        assertThat(mapped.get(5)).isInstanceOf(Mapped.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"litellm-standard-logging-payload.json", "litellm-standard_logging_payload-real.json"})
    void readsThePayloadsOfItsOwnTests(String name) throws IOException {
        // given
        byte[] body = Files.readAllBytes(SharedData.require("samples/" + name));

        // when
        List<Mapped> mapped = Payload.map(new String(body, StandardCharsets.UTF_8), ANN);

        // then
        assertThat(mapped).hasSize(1);
        assertThat(((Mapped.Call) mapped.get(0)).event())
                .returns("chatcmpl-2299b6a2-82a3-465a-b47c-04e685a2227f", UsageEvent::eventId)
                .returns(10L, UsageEvent::inputTokens)
                .returns(20L, UsageEvent::outputTokens)
                .returns(new BigDecimal("0.00022500000000000002"), UsageEvent::reportedCostUsd);
    }
}
