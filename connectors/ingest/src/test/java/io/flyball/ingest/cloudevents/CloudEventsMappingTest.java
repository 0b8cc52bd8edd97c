package io.flyball.ingest.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.ReportedCostOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsMappingTest {
    private static final long NOW_MS = 1_795_400_000_000L;
    private static final Attributes NO_HEADERS = name -> null;
    private static final String ENVELOPE = """
            {"specversion": "1.0", "id": "e-1", "source": "chat-app", "type": "prompt", "subject": "ann",
             "time": "2026-11-01T10:00:00.001Z", "data": %s}
            """;

    private final CloudEventsMapping mapping = new CloudEventsMapping(IdentityRules.DEFAULT);

    @Test
    void anEventBecomesACall() {
        // given
        String data = """
                {"model": "claude-sonnet-4-5", "provider": "anthropic", "input_tokens": "100", "output_tokens": 20,
                 "cache_read_input_tokens": 50, "team": "platform", "session_id": "s-1", "cost_usd": "0.5"}
                """;

        // when, then
        assertThat(call(data))
                .isEqualTo(UsageEvent.builder()
                        .eventId("chat-app e-1")
                        .timeMs(1_793_527_200_001L)
                        .source("chat-app")
                        .model("claude-sonnet-4-5")
                        .provider("anthropic")
                        .user("ann")
                        .team("platform")
                        .session("s-1")
                        .inputTokens(100)
                        .cacheReadTokens(50)
                        .outputTokens(20)
                        .reportedCostUsd(new BigDecimal("0.5"))
                        .build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "prompt_tokens": 100, "completion_tokens": 20                                              | 100 | 0  | 20
            "prompt_tokens": 100, "completion_tokens": 20, "cached_tokens": 60                         | 40  | 60 | 20
            "prompt_tokens": 100, "completion_tokens": 20, "prompt_tokens_details": {"cached_tokens": 60} | 40 | 60 | 20
            "inputTokens": 100, "outputTokens": 20, "cachedInputTokens": 60, "totalTokens": 120        | 40  | 60 | 20
            "input_tokens": 100, "output_tokens": 20, "input_tokens_details": {"cached_tokens": 60}    | 40  | 60 | 20
            "input_tokens": 100, "output_tokens": 20, "cache_read_input_tokens": 60                    | 100 | 60 | 20
            "input_tokens": 100, "output_tokens": 20, "cache_read_tokens": 60                          | 100 | 60 | 20
            "prompt_tokens": 100, "completion_tokens": 20, "cache_read_input_tokens": 60               | 40  | 60 | 20
            "tokens": "123456", "type": "input"                                                        | 123456 | 0 | 0
            "tokens": 123456, "type": "output"                                                         | 0 | 0 | 123456
            "tokens": 123456, "type": "system"                                                         | 123456 | 0 | 0
            "tokens": 123456, "type": "cached"                                                         | 0 | 123456 | 0
            """)
    void theNameOfACountSaysWhatItIncludes(String fields, long input, long cacheRead, long output) {
        assertThat(call("{\"model\": \"m\", " + fields + "}"))
                .returns(input, UsageEvent::inputTokens)
                .returns(cacheRead, UsageEvent::cacheReadTokens)
                .returns(output, UsageEvent::outputTokens);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model": "m", "tokens": 7}                 | bad_type | data.tokens cannot be priced without their kind: give data.type as input or output, or send input_tokens and output_tokens.
            {"model": "m", "tokens": 7, "type": "sum"}  | bad_type | data.tokens cannot be priced without their kind: give data.type as input or output, or send input_tokens and output_tokens.
            {"model": "m", "total_tokens": 7}           | bad_type | data.total_tokens alone cannot be priced: send input_tokens and output_tokens.
            {"input_tokens": 7}                         | missing_model | The event's data has no model: give data.model, so that its tokens have a price.
            {"model": "m", "input_tokens": -7}          | negative_count | data.input_tokens is -7: give 0 or more.
            {"model": "m", "input_tokens": "many"}      | bad_number | data.input_tokens is no number: give its digits.
            """)
    void whatCannotBePricedIsRefusedWithTheMend(String data, String reason, String why) {
        assertThat((Mapped.Refused) one(ENVELOPE.formatted(data)))
                .returns(reason, refused -> refused.reason().wireName())
                .returns(why, Mapped.Refused::why);
    }

    @ParameterizedTest
    @CsvSource({
        "specversion, The event has no specversion: give \"specversion\": \"1.0\".",
        "id, The event has no id: give one that is the same whenever the event is sent again.",
        "source, The event has no source: source and id together make it unique.",
        "type, 'The event has no type: give one, for example io.flyball.usage.'"
    })
    void aMissingAttributeIsNamed(String attribute, String why) {
        // given
        String event = ENVELOPE.formatted("{}").replace("\"" + attribute + "\"", "\"x\"");

        // when, then
        assertThat((Mapped.Refused) one(event)).returns(why, Mapped.Refused::why);
    }

    @Test
    void anotherVersionIsRefused() {
        assertThat(((Mapped.Refused) one(ENVELOPE.formatted("{}").replace("1.0", "0.3"))).why())
                .isEqualTo("The event's specversion is not known: send CloudEvents \"1.0\".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"duration_seconds\": \"12\", \"hostname\": \"h\"}", "{\"model\": \"m\"}"})
    void anotherMetersEventIsPassedOver(String data) {
        assertThat(one(ENVELOPE.formatted(data)))
                .isEqualTo(new Mapped.Ignored("cloudevents.no_usage", Mapped.Ignored.Why.NO_USAGE));
    }

    @Test
    void twoSourcesMayUseTheSameId() {
        // given
        String event = ENVELOPE.formatted("{\"model\": \"m\", \"input_tokens\": 1}");

        // when
        UsageEvent one = ((Mapped.Call) one(event)).event();
        UsageEvent other = ((Mapped.Call) one(event.replace("chat-app", "chat-app e-1"))).event();

        // then
        assertThat(one.eventId()).isNotEqualTo(other.eventId());
        assertThat(one(event)).isEqualTo(new Mapped.Call(one));
    }

    @Test
    void anEventWithoutATimeHappensWhenItArrives() {
        // given
        String event =
                ENVELOPE.formatted("{\"model\": \"m\", \"input_tokens\": 1}").replace("\"time\"", "\"x\"");

        // when, then
        assertThat(((Mapped.Call) one(event)).event().timeMs()).isEqualTo(NOW_MS);
    }

    @Test
    void aNativeRecordTakesFromTheEnvelopeWhatItDoesNotSay() {
        // given
        String event = ENVELOPE.replace("prompt", Envelope.NATIVE_TYPE)
                .formatted("{\"model\": \"m\", \"cache_write_1h_tokens\": 9, \"actions\": [{\"name\": \"Read\"}]}");

        // when
        UsageEvent call = ((Mapped.Call) one(event)).event();

        // then
        assertThat(call)
                .returns("chat-app e-1", UsageEvent::eventId)
                .returns("chat-app", UsageEvent::source)
                .returns("ann", UsageEvent::user)
                .returns(1_793_527_200_001L, UsageEvent::timeMs)
                .returns(9L, UsageEvent::cacheWrite1hTokens)
                .returns(1, c -> c.actions().size());
    }

    @Test
    void whatANativeRecordSaysOfItselfStays() {
        // given
        String event = ENVELOPE.replace("prompt", Envelope.NATIVE_TYPE)
                .formatted(
                        "{\"event_id\": \"r\", \"user\": \"ben\", \"source\": \"s\", \"time\": 7, \"model\": \"m\"}");

        // when, then
        assertThat(((Mapped.Call) one(event)).event())
                .returns("r", UsageEvent::eventId)
                .returns("ben", UsageEvent::user)
                .returns("s", UsageEvent::source)
                .returns(7L, UsageEvent::timeMs);
    }

    @Test
    void aNativeRecordIsAsStrictAsInAFile() {
        // given
        String event = ENVELOPE.replace("prompt", Envelope.NATIVE_TYPE)
                .formatted("{\"model\": \"m\", \"input_tokens\": \"7\"}");

        // when, then
        assertThat(((Mapped.Refused) one(event)).reason()).isEqualTo(RejectionReason.BAD_NUMBER);
    }

    @Test
    void allThreeModesGiveTheSameCall() {
        // given
        String data = "{\"model\": \"m\", \"input_tokens\": 5, \"team\": \"platform\"}";
        Map<String, String> ceHeaders = Map.of(
                "ce-specversion", "1.0",
                "ce-id", "e%2D1",
                "ce-source", "chat-app",
                "ce-type", "prompt",
                "ce-subject", "ann",
                "ce-time", "2026-11-01T10:00:00.001Z");

        // when
        List<Mapped> structured = mapping.structured(bytes(ENVELOPE.formatted(data)), NO_HEADERS, NOW_MS);
        List<Mapped> batch = mapping.batch(bytes("[" + ENVELOPE.formatted(data) + "]"), NO_HEADERS, NOW_MS);
        List<Mapped> binary = mapping.binary(ceHeaders::get, bytes(data), NO_HEADERS, NOW_MS);

        // then
        assertThat(structured).isEqualTo(batch).isEqualTo(binary).hasSize(1).allMatch(Mapped.Call.class::isInstance);
    }

    @Test
    void dataMayBeTextThatHoldsJson() {
        assertThat(call("\"{\\\"model\\\": \\\"m\\\", \\\"input_tokens\\\": 5}\"")
                        .inputTokens())
                .isEqualTo(5);
    }

    @Test
    void aBadEventCostsNoNeighbour() {
        // given
        String good = ENVELOPE.formatted("{\"model\": \"m\", \"input_tokens\": 5}");
        String body = "[" + good + ",{},7," + good.replace("e-1", "e-2") + ",{\"specversion\":";

        // when
        List<Mapped> mapped = mapping.batch(bytes(body), NO_HEADERS, NOW_MS);

        // then
        assertThat(mapped)
                .extracting(m -> m.getClass().getSimpleName())
                .containsExactly("Call", "Refused", "Refused", "Call", "Refused");
    }

    @Test
    void headersNameWhoPaysWhereNoSubjectDoes() {
        // given
        String event =
                ENVELOPE.formatted("{\"model\": \"m\", \"input_tokens\": 5}").replace("\"subject\"", "\"x\"");
        Attributes headers = name -> name.equals("x-flyball-user") ? "ben" : null;

        // when
        List<Mapped> mapped = mapping.structured(bytes(event), headers, NOW_MS);

        // then
        assertThat(((Mapped.Call) mapped.get(0)).event().user()).isEqualTo("ben");
        assertThat(((Mapped.Refused) one(event)).why()).isEqualTo("The event names nobody who pays: give subject.");
    }

    @Test
    void liteLlmsEventsAreChargedAsReported() {
        // given
        List<String> costs = List.of("0.0178125", "0.0421884", "0.03542895", "0.035988599999999996", "0.043971");

        // when
        List<UsageEvent> calls = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> ((Mapped.Call) one(captured("openmeter-" + i + ".json"))).event())
                .toList();

        // then
        assertThat(calls)
                .extracting(UsageEvent::reportedCostUsd)
                .containsExactlyElementsOf(costs.stream().map(BigDecimal::new).toList());
        assertThat(calls).extracting(UsageEvent::user).containsExactly("ann", "ben", "ann", "ann", "ben");
        assertThat(calls).extracting(UsageEvent::pricedModel).containsOnly(ReportedCostOnly.MODEL);
        assertThat(calls).extracting(UsageEvent::source).containsOnly("litellm");
        assertThat(calls.get(0))
                .returns("chatcmpl-fake_0001", UsageEvent::eventId)
                .returns("gpt-4.1", UsageEvent::model)
                .returns(21_024L, UsageEvent::inputTokens)
                .returns(723L, UsageEvent::outputTokens);
    }

    @Property(tries = 300)
    void whatWasSentAndAnsweredIsWhatIsCounted(
            @ForAll @LongRange(min = 0, max = 1L << 40) long uncached,
            @ForAll @LongRange(min = 0, max = 1L << 40) long read,
            @ForAll @LongRange(min = 0, max = 1L << 40) long write,
            @ForAll @LongRange(min = 0, max = 1L << 40) long output) {
        // given
        String data = """
                {"model": "m", "prompt_tokens": %d, "completion_tokens": %d, "prompt_tokens_details":
                 {"cached_tokens": %d, "cache_creation_tokens": %d}, "note": "the merger", "messages": ["the merger"]}
                """.formatted(uncached + read + write, output, read, write);

        // when
        UsageEvent call = new CloudEventsMappingTest().call(data);

        // then
        assertThat(call)
                .returns(uncached, UsageEvent::inputTokens)
                .returns(read, UsageEvent::cacheReadTokens)
                .returns(write, UsageEvent::cacheWrite5mTokens)
                .returns(output, UsageEvent::outputTokens);
        assertThat(call.toString()).doesNotContain("merger");
    }

    @Property(tries = 2000)
    void answersAnyBytes(@ForAll byte[] bytes) {
        CloudEventsMapping any = new CloudEventsMapping(IdentityRules.DEFAULT);

        assertThat(any.structured(bytes, NO_HEADERS, NOW_MS)).doesNotContainNull();
        assertThat(any.binary(name -> "1.0", bytes, NO_HEADERS, NOW_MS)).hasSize(1);
        assertThat(any.binary(name -> name.equals("ce-type") ? Envelope.NATIVE_TYPE : "1.0", bytes, NO_HEADERS, NOW_MS))
                .hasSize(1);
    }

    private UsageEvent call(String data) {
        return ((Mapped.Call) one(ENVELOPE.formatted(data))).event();
    }

    private Mapped one(String event) {
        List<Mapped> mapped = mapping.structured(bytes(event), NO_HEADERS, NOW_MS);
        assertThat(mapped).hasSize(1);
        return mapped.get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String captured(String name) {
        try (InputStream in = CloudEventsMappingTest.class.getResourceAsStream("/captured/litellm-1.106.0/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
