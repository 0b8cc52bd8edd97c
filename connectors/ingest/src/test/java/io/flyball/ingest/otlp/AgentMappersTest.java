package io.flyball.ingest.otlp;

import static io.flyball.ingest.otlp.Otlp.NOW_MS;
import static io.flyball.ingest.otlp.Otlp.NO_HEADERS;
import static io.flyball.ingest.otlp.Otlp.attributes;
import static io.flyball.ingest.otlp.Otlp.event;
import static io.flyball.ingest.otlp.Otlp.map;
import static io.flyball.ingest.otlp.Otlp.record;
import static io.flyball.ingest.otlp.Otlp.span;
import static io.flyball.ingest.otlp.Otlp.tokens;
import static io.flyball.ingest.otlp.Otlp.with;
import static io.flyball.ingest.otlp.Otlp.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.SharedData;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Codex and Gemini CLI. */
class AgentMappersTest {
    private static final Map<String, Object> CODEX = attributes("service.name", "codex_cli_rs");
    private static final Map<String, Object> COMPLETED = attributes(
            "event.name", "codex.sse_event",
            "event.kind", "response.completed",
            "event.timestamp", "2026-08-20T10:00:05.001Z",
            "conversation.id", "c-1",
            "user.email", "ann@example.test",
            "model", "gpt-5.5",
            "input_token_count", "12000",
            "output_token_count", "640",
            "cached_token_count", 9000L,
            "tool_token_count", "12640");
    private static final Map<String, Object> GEMINI = attributes("service.name", "gemini-cli");
    private static final Map<String, Object> RESPONSE = attributes(
            "event.name", "gemini_cli.api_response",
            "event.timestamp", "2026-08-20T10:00:05.001Z",
            "session.id", "g-1",
            "prompt_id", "p-1",
            "user.email", "ann@example.test",
            "model", "gemini-2.5-pro",
            "auth_type", "gemini-api-key",
            "duration_ms", 306L,
            "finish_reasons", List.of("stop"),
            "input_token_count", 100L,
            "output_token_count", 10L);

    @Test
    void mapsCodexAsItIsDocumented() throws IOException, UnreadableOtlp {
        // given
        byte[] json = Files.readAllBytes(SharedData.require("samples/handmade-codex-sse_event-otlp.json"));

        // when
        List<Mapped> mapped = new OtlpMapping(OtlpRules.DEFAULT).logs(OtlpJson.logs(json), NO_HEADERS, NOW_MS);

        // then
        UsageEvent event = event(mapped.get(0));
        assertThat(tokens(event)).containsExactly(3000L, 9000L, 0L, 640L);
        assertThat(event.reasoningTokens()).isEqualTo(320);
        assertThat(event.user()).isEqualTo("dev@example.com");
        assertThat(event.session()).isEqualTo("55555555-5555-4555-8555-555555555555");
        assertThat(event.timeMs()).isEqualTo(1_787_220_005_001L);
    }

    @Property(tries = 300)
    void allTokensOfCodexAreCountedOnce(
            @ForAll @LongRange(max = 1L << 40) long uncached,
            @ForAll @LongRange(max = 1L << 40) long read,
            @ForAll @LongRange(max = 1L << 40) long written,
            @ForAll @LongRange(max = 1L << 40) long output) {
        // given
        long input = uncached + read + written;

        // when
        UsageEvent event = event(map(
                CODEX,
                record(with(
                        COMPLETED,
                        "input_token_count",
                        Long.toString(input),
                        "cached_token_count",
                        read,
                        "cache_write_token_count",
                        written,
                        "output_token_count",
                        Long.toString(output),
                        "tool_token_count",
                        Long.toString(input + output)))));

        // then
        assertThat(tokens(event)).containsExactly(uncached, read, written, output);
    }

    @Test
    void onlyACompletedResponseWithCountsIsACodexCall() {
        for (Map<String, Object> other : List.of(
                without(COMPLETED, "input_token_count"),
                with(COMPLETED, "error.message", "stream closed"),
                with(COMPLETED, "event.kind", "response.created"))) {
            assertThat(map(CODEX, record(other))).isEqualTo(new Mapped.Ignored("codex.sse_event", Why.NO_USAGE));
        }
    }

    @Test
    void aCodexCallSentAgainHasTheSameIdAndTheNextOneAnother() {
        // given
        String first = event(map(CODEX, record(COMPLETED))).eventId();

        // then
        assertThat(event(map(CODEX, record(COMPLETED))).eventId()).isEqualTo(first);
        assertThat(event(map(CODEX, record(with(COMPLETED, "event.timestamp", "2026-08-20T10:00:05.002Z"))))
                        .eventId())
                .isNotEqualTo(first);
        assertThat(event(map(CODEX, record(with(COMPLETED, "output_token_count", "641"))))
                        .eventId())
                .isNotEqualTo(first);
    }

    @Property(tries = 300)
    void allTokensOfGeminiCliAreCountedOnce(
            @ForAll @LongRange(max = 1L << 40) long uncached,
            @ForAll @LongRange(max = 1L << 40) long read,
            @ForAll @LongRange(max = 1L << 40) long tools,
            @ForAll @LongRange(max = 1L << 40) long visible,
            @ForAll @LongRange(max = 1L << 40) long thoughts) {
        // when: the prompt includes the cache, not what tools added; the output leaves thoughts out
        UsageEvent event = event(map(
                GEMINI,
                record(with(
                        RESPONSE,
                        "input_token_count",
                        uncached + read,
                        "cached_content_token_count",
                        read,
                        "tool_token_count",
                        tools,
                        "output_token_count",
                        visible,
                        "thoughts_token_count",
                        thoughts,
                        "total_token_count",
                        uncached + read + tools + visible + thoughts))));

        // then
        assertThat(tokens(event)).containsExactly(uncached + tools, read, 0L, visible + thoughts);
        assertThat(event.reasoningTokens()).isEqualTo(thoughts);
    }

    @Test
    void aGeminiCallSaysWhoAndWhat() {
        // when
        UsageEvent event = event(map(GEMINI, record(RESPONSE)));

        // then
        assertThat(event.source()).isEqualTo("gemini-cli");
        assertThat(event.provider()).isEqualTo("gcp.gemini");
        assertThat(event.agent()).isEqualTo("gemini-cli");
        assertThat(event.session()).isEqualTo("g-1");
        assertThat(event.task()).isEqualTo("p-1");
        assertThat(event.stopReason()).isEqualTo("stop");
        assertThat(event.latencyMs()).isEqualTo(306);
        assertThat(event(map(GEMINI, record(with(RESPONSE, "auth_type", "vertex-ai"))))
                        .provider())
                .isEqualTo("gcp.vertex_ai");
        assertThat(event(map(GEMINI, record(RESPONSE))).eventId()).isEqualTo(event.eventId());
    }

    @Test
    void geminisTwinEventAndItsSpansAreNotCharged() {
        // given
        Map<String, Object> twin = attributes(
                "event.name",
                GenAiNames.INFERENCE_EVENT,
                "gen_ai.request.model",
                "gemini-2.5-pro",
                "gen_ai.response.id",
                "r-1",
                "gen_ai.usage.input_tokens",
                100L);

        // then
        assertThat(map(GEMINI, record(twin)))
                .isEqualTo(new Mapped.Ignored(GenAiNames.INFERENCE_EVENT, Why.OTHER_SIGNAL_IS_MONEY));
        assertThat(map(GEMINI, span("llm_call", twin)))
                .isEqualTo(new Mapped.Ignored("span", Why.OTHER_SIGNAL_IS_MONEY));
    }
}
