package io.flyball.ingest.otlp;

import static io.flyball.ingest.otlp.Otlp.NOW_MS;
import static io.flyball.ingest.otlp.Otlp.NO_HEADERS;
import static io.flyball.ingest.otlp.Otlp.TIME_MS;
import static io.flyball.ingest.otlp.Otlp.attributes;
import static io.flyball.ingest.otlp.Otlp.event;
import static io.flyball.ingest.otlp.Otlp.events;
import static io.flyball.ingest.otlp.Otlp.logs;
import static io.flyball.ingest.otlp.Otlp.map;
import static io.flyball.ingest.otlp.Otlp.record;
import static io.flyball.ingest.otlp.Otlp.span;
import static io.flyball.ingest.otlp.Otlp.tokens;
import static io.flyball.ingest.otlp.Otlp.with;
import static io.flyball.ingest.otlp.Otlp.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.SharedData;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ClaudeCodeMapperTest {
    private static final Map<String, Object> RESOURCE = attributes("service.name", "claude-code");
    private static final Map<String, Object> REQUEST = attributes(
            "event.name",
            "api_request",
            "session.id",
            "s-1",
            "event.sequence",
            7L,
            "organization.id",
            "org-1",
            "user.id",
            "an-installation",
            "user.email",
            "ann@example.test",
            "model",
            "claude-sonnet-5",
            "input_tokens",
            120L,
            "output_tokens",
            950L,
            "cache_read_tokens",
            98_000L,
            "cache_creation_tokens",
            720L,
            "cost_usd",
            0.0311,
            "duration_ms",
            4210L,
            "request_id",
            "req_1");

    private final OtlpMapping mapping = new OtlpMapping(OtlpRules.DEFAULT);

    @Test
    void mapsTheDocumentedEvent() throws IOException, UnreadableOtlp {
        // given
        byte[] json = Files.readAllBytes(SharedData.require("samples/handmade-claude-code-api_request-otlp.json"));

        // when
        List<Mapped> mapped = mapping.logs(OtlpJson.logs(json), NO_HEADERS, NOW_MS);

        // then
        assertThat(mapped)
                .singleElement()
                .extracting(Otlp::event)
                .isEqualTo(UsageEvent.builder()
                        .eventId("req_011ExampleExample")
                        .timeMs(1_787_220_000_123L)
                        .model("claude-sonnet-5")
                        .user("dev@example.com")
                        .source("claude-code")
                        .provider("anthropic")
                        .agent("claude-code")
                        .team("platform")
                        .session("5f1c0c1e-0000-4000-8000-000000000001")
                        .task("33333333-3333-4333-8333-333333333333")
                        .org("11111111-1111-1111-1111-111111111111")
                        .inputTokens(120)
                        .cacheReadTokens(98_000)
                        .cacheWrite5mTokens(720)
                        .outputTokens(950)
                        .reportedCostUsd(new BigDecimal("0.0311"))
                        .latencyMs(4210)
                        .tags(Map.of("query_source", "repl_main_thread", "effort", "high"))
                        .build());
    }

    @Property
    void allTokensOfTheSourceAreCountedOnce(
            @ForAll @LongRange(max = 1L << 40) long input,
            @ForAll @LongRange(max = 1L << 40) long read,
            @ForAll @LongRange(max = 1L << 40) long written,
            @ForAll @LongRange(max = 1L << 40) long output) {
        // when
        UsageEvent event = event(map(
                RESOURCE,
                record(with(
                        REQUEST,
                        "input_tokens",
                        input,
                        "cache_read_tokens",
                        read,
                        "cache_creation_tokens",
                        written,
                        "output_tokens",
                        output))));

        // then
        assertThat(tokens(event)).containsExactly(input, read, written, output);
        assertThat(event.contextTokens()).isEqualTo(input + read + written);
    }

    @Test
    void readsNumbersThatOlderVersionsSentAsTexts() {
        // given
        Map<String, Object> texts = with(
                REQUEST,
                "input_tokens",
                "120",
                "output_tokens",
                "950",
                "cache_read_tokens",
                "98000",
                "cache_creation_tokens",
                720.0,
                "cost_usd",
                "0.0311",
                "duration_ms",
                "4210");

        // then
        assertThat(map(RESOURCE, record(texts))).isEqualTo(map(RESOURCE, record(REQUEST)));
    }

    @Test
    void readsTheCostInMillionthsWhereThatIsAll() {
        Map<String, Object> micros = with(without(REQUEST, "cost_usd"), "cost_usd_micros", 31_100L);
        assertThat(event(map(RESOURCE, record(micros))).reportedCostUsd()).isEqualByComparingTo("0.0311");
    }

    @Test
    void isToldByItsScopeOrNameWhereTheResourceIsGone() {
        // given
        Map<String, Object> unnamed = without(REQUEST, "event.name");

        // then
        assertThat(event(map(Map.of(), record(with(unnamed, "event.name", "claude_code.api_request"))))
                        .source())
                .isEqualTo("claude-code");
        assertThat(event(map(
                                Map.of(),
                                record(unnamed).toBuilder()
                                        .setBody(AnyValue.newBuilder().setStringValue("claude_code.api_request"))
                                        .build()))
                        .source())
                .isEqualTo("claude-code");
    }

    @Test
    void aRequestSentAgainHasTheSameId() {
        // given
        Map<String, Object> noId = without(REQUEST, "request_id");
        Map<String, Object> noSequence = without(noId, "event.sequence");

        // then
        for (Map<String, Object> request : List.of(REQUEST, noId, noSequence)) {
            String first = event(map(RESOURCE, record(request))).eventId();
            String restarted = event(map(new OtlpMapping(OtlpRules.DEFAULT), RESOURCE, record(request)))
                    .eventId();
            assertThat(restarted).isEqualTo(first);
        }
        assertThat(event(map(RESOURCE, record(with(noId, "event.sequence", 8L))))
                        .eventId())
                .isNotEqualTo(event(map(RESOURCE, record(noId))).eventId());
        assertThat(event(map(RESOURCE, record(with(noId, "client_request_id", "c-1"))))
                        .eventId())
                .isEqualTo("c-1");
    }

    @Test
    void anInstallationIsNoPerson() {
        // given
        Map<String, Object> anonymous = without(REQUEST, "user.email");

        // then
        assertThat(event(map(RESOURCE, record(anonymous))).user()).isEqualTo("organization:org-1");
        assertThat(event(map(RESOURCE, record(with(anonymous, "user.account_id", "user_01"))))
                        .user())
                .isEqualTo("user_01");
        assertThat(event(map(RESOURCE, record(with(anonymous, "identity.source", "gateway-oidc"))))
                        .user())
                .isEqualTo("an-installation");
        assertThat(map(RESOURCE, record(without(anonymous, "organization.id"))))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(RejectionReason.MISSING_USER);
                    assertThat(refused.why()).contains("user.email");
                });
    }

    @Test
    void aHeaderNamesThePayerWhereTheEventDoesNot() {
        // given
        Attributes headers = name -> name.equals("x-flyball-user") ? "bob@example.test" : null;

        // when
        List<UsageEvent> events = events(
                mapping.logs(logs(RESOURCE, record(without(REQUEST, "user.email")), record(REQUEST)), headers, NOW_MS));

        // then
        assertThat(events).extracting(UsageEvent::user).containsExactly("bob@example.test", "ann@example.test");
    }

    @Test
    void aSubAgentAndFastModeAreKept() {
        UsageEvent event = event(map(RESOURCE, record(with(REQUEST, "agent.name", "Explore", "speed", "fast"))));
        assertThat(event.agent()).isEqualTo("Explore");
        assertThat(event.speed()).isEqualTo("fast");
    }

    @Test
    void anErrorIsACallWithoutTokens() {
        // given
        Map<String, Object> error = with(
                without(
                        REQUEST,
                        "input_tokens",
                        "output_tokens",
                        "cache_read_tokens",
                        "cache_creation_tokens",
                        "cost_usd"),
                "event.name",
                "api_error",
                "error",
                "the text of an error",
                "status_code",
                "429",
                "attempt",
                3L);

        // when
        UsageEvent event = event(map(RESOURCE, record(error)));

        // then
        assertThat(event.status()).isEqualTo("rate_limited");
        assertThat(event.attempt()).isEqualTo(3);
        assertThat(tokens(event)).containsOnly(0L);
        assertThat(event.eventId())
                .isNotEqualTo(event(map(RESOURCE, record(REQUEST))).eventId());
        assertThat(event.toString()).doesNotContain("the text of an error");
    }

    @Test
    void toolsGoWithTheNextCallOfTheirSession() {
        // given
        Map<String, Object> result = attributes(
                "event.name", "tool_result",
                "session.id", "s-1",
                "tool_name", "Bash",
                "tool_use_id", "t-1",
                "tool_parameters", "{\"command\":\"secret\"}",
                "success", "false");
        ExportLogsServiceRequest batch = logs(
                RESOURCE,
                record(result),
                record(with(result, "session.id", "s-2")),
                record(REQUEST),
                record(with(REQUEST, "request_id", "req_2")));

        // when
        List<Mapped> mapped = mapping.logs(batch, NO_HEADERS, NOW_MS);
        List<Mapped> again = mapping.logs(batch, NO_HEADERS, NOW_MS);

        // then
        assertThat(mapped.get(0)).isEqualTo(new Mapped.Ignored("claude_code.tool_result", Why.NO_USAGE));
        ToolAction action = event(mapped.get(2)).actions().get(0);
        assertThat(action.name()).isEqualTo("Bash");
        assertThat(action.fingerprint()).matches("[0-9a-f]{16}");
        assertThat(action.error()).isTrue();
        assertThat(event(mapped.get(3)).actions()).isEmpty();
        assertThat(events(again)).allMatch(event -> event.actions().isEmpty());
        assertThat(mapped.toString()).doesNotContain("secret");
    }

    @Test
    void aToolThatFollowsACallStaysForTheNext() {
        // given
        Map<String, Object> later = attributes(
                "event.name", "tool_result",
                "event.timestamp", "2026-08-20T10:00:01Z",
                "session.id", "s-1",
                "tool_name", "Read");
        Map<String, Object> next = with(REQUEST, "request_id", "req_2", "event.timestamp", "2026-08-20T10:00:02Z");

        // when
        List<UsageEvent> events =
                events(mapping.logs(logs(RESOURCE, record(later), record(REQUEST), record(next)), NO_HEADERS, NOW_MS));

        // then
        assertThat(events.get(0).timeMs()).isEqualTo(TIME_MS);
        assertThat(events.get(0).actions()).isEmpty();
        assertThat(events.get(1).actions()).extracting(ToolAction::name).containsExactly("Read");
    }

    @Test
    void spansRepeatTheEventsAndAreNotCharged() {
        // given
        Map<String, Object> usage = attributes("input_tokens", 5L, "gen_ai.request.model", "claude-sonnet-5");

        // then
        assertThat(map(RESOURCE, span("claude_code.llm_request", usage)))
                .isEqualTo(new Mapped.Ignored("claude_code.llm_request", Why.OTHER_SIGNAL_IS_MONEY));
        assertThat(map(RESOURCE, span("claude_code.tool", Map.of())))
                .isEqualTo(new Mapped.Ignored("claude_code.tool", Why.NO_USAGE));
    }

    @Test
    void refusesACountThatIsNoneWithItsNameAndValue() {
        assertThat(map(RESOURCE, record(with(REQUEST, "output_tokens", "1.5"))))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(RejectionReason.BAD_NUMBER);
                    assertThat(refused.why())
                            .isEqualTo(
                                    "A call of claude-code: output_tokens \"1.5\" is no whole number: send a count.");
                });
        assertThat(map(RESOURCE, record(with(REQUEST, "output_tokens", -1L))))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RejectionReason.NEGATIVE_COUNT));
        assertThat(map(RESOURCE, record(without(REQUEST, "model"))))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RejectionReason.MISSING_MODEL));
        assertThat(map(RESOURCE, record(REQUEST).toBuilder().clearTimeUnixNano().build()))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RejectionReason.MISSING_TIME));
    }

    @Test
    void anUnknownEventNameBecomesNoSignalOfItsOwn() {
        assertThat(map(RESOURCE, record(attributes("event.name", "made_up_" + NOW_MS))))
                .isEqualTo(new Mapped.Ignored("log", Why.NO_USAGE));
    }
}
