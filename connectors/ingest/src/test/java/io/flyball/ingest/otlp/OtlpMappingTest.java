package io.flyball.ingest.otlp;

import static io.flyball.ingest.otlp.Otlp.NOW_MS;
import static io.flyball.ingest.otlp.Otlp.NO_HEADERS;
import static io.flyball.ingest.otlp.Otlp.attributes;
import static io.flyball.ingest.otlp.Otlp.logs;
import static io.flyball.ingest.otlp.Otlp.record;
import static io.flyball.ingest.otlp.Otlp.span;
import static io.flyball.ingest.otlp.Otlp.traces;
import static io.flyball.ingest.otlp.Otlp.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OtlpMappingTest {
    private static final String CONTENT = "my password is swordfish";

    /** The places where sources are known to put what was said. */
    private static final Map<String, Object> SAID = attributes(
            "gen_ai.prompt", CONTENT,
            "gen_ai.prompt.0.content", CONTENT,
            "gen_ai.completion", CONTENT,
            "gen_ai.completion.0.content", CONTENT,
            "gen_ai.input.messages", CONTENT,
            "gen_ai.output.messages", CONTENT,
            "gen_ai.system_instructions", CONTENT,
            "gen_ai.tool.definitions", CONTENT,
            "gen_ai.tool.call.arguments", CONTENT,
            "llm.input_messages.0.message.content", CONTENT,
            "llm.output_messages.0.message.content", CONTENT,
            "llm.prompts", CONTENT,
            "llm.invocation_parameters", CONTENT,
            "input.value", CONTENT,
            "output.value", CONTENT,
            "traceloop.entity.input", CONTENT,
            "traceloop.entity.output", CONTENT,
            "langfuse.observation.input", CONTENT,
            "langfuse.observation.output", CONTENT,
            "langfuse.trace.input", CONTENT,
            "metadata.requester_metadata", CONTENT,
            "metadata.usage_object", CONTENT,
            "prompt", CONTENT,
            "request_text", CONTENT,
            "response_text", CONTENT,
            "error", CONTENT,
            "error.message", CONTENT,
            "exception.message", CONTENT,
            "tool_parameters", CONTENT,
            "tool_input", CONTENT,
            "arguments", CONTENT,
            "output", CONTENT,
            "function_args", CONTENT);

    private static final Map<String, Object> COUNTED = with(
            SAID,
            "user.email",
            "ann@example.test",
            "session.id",
            "s-1",
            "conversation.id",
            "s-1",
            "model",
            "m",
            "gen_ai.request.model",
            "m",
            "tool_name",
            "Bash",
            "function_name",
            "run",
            "input_tokens",
            1L,
            "input_token_count",
            1L,
            "gen_ai.usage.input_tokens",
            1L);

    private final OtlpMapping mapping = new OtlpMapping(OtlpRules.DEFAULT);

    @Test
    void everyItemIsCountedWhereItWasSentEvenOneThatCannotBeRead() throws UnreadableOtlp {
        // given
        String call = "{\"timeUnixNano\":\"1787220000123000000\",\"attributes\":["
                + text("event.name", "api_request") + "," + text("model", "claude-sonnet-5") + ","
                + text("user.email", "ann@example.test") + "," + text("request_id", "req_1") + "]}";
        String json = "{\"resourceLogs\":[{\"resource\":{\"attributes\":[" + text("service.name", "claude-code")
                + "]},\"scopeLogs\":[{\"logRecords\":[7," + call + ",{\"timeUnixNano\":[]},{}," + call + "]}]}]}";

        // when
        List<Mapped> mapped = mapping.logs(OtlpJson.logs(json.getBytes(UTF_8)), NO_HEADERS, NOW_MS);

        // then
        assertThat(mapped).hasSize(5);
        assertThat(mapped.get(0)).isInstanceOf(Mapped.Refused.class);
        assertThat(mapped.get(1)).isInstanceOf(Mapped.Call.class).isEqualTo(mapped.get(4));
        assertThat(mapped.get(2)).isInstanceOf(Mapped.Refused.class);
        assertThat(mapped.get(3)).isInstanceOf(Mapped.Ignored.class);
    }

    @Test
    void everyDataPointIsIgnoredUnderAKnownName() throws UnreadableOtlp {
        // given
        ExportMetricsServiceRequest request = ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder()
                                        .setName("claude_code.token.usage")
                                        .setSum(Sum.newBuilder()
                                                .addDataPoints(NumberDataPoint.getDefaultInstance())
                                                .addDataPoints(NumberDataPoint.getDefaultInstance())))
                                .addMetrics(Metric.newBuilder()
                                        .setName("gen_ai.client.token.usage")
                                        .setHistogram(Histogram.newBuilder()
                                                .addDataPoints(HistogramDataPoint.getDefaultInstance())))
                                .addMetrics(Metric.newBuilder()
                                        .setName("made.up." + NOW_MS)
                                        .setGauge(
                                                Gauge.newBuilder().addDataPoints(NumberDataPoint.getDefaultInstance())))
                                .addMetrics(Metric.newBuilder().setName("empty"))))
                .build();

        // when
        List<Mapped> mapped = mapping.metrics(Decoded.whole(request), NO_HEADERS, NOW_MS);

        // then
        assertThat(mapped)
                .containsExactly(
                        new Mapped.Ignored("claude_code.token.usage", Why.OTHER_SIGNAL_IS_MONEY),
                        new Mapped.Ignored("claude_code.token.usage", Why.OTHER_SIGNAL_IS_MONEY),
                        new Mapped.Ignored("gen_ai.client.token.usage", Why.OTHER_SIGNAL_IS_MONEY),
                        new Mapped.Ignored("metric", Why.NO_USAGE));
    }

    @Test
    void whatWasSaidToAModelIsInNoEvent() {
        // when: content wherever a source is known to put it, in every kind of item of every source
        List<Mapped> mapped = new ArrayList<>();
        for (String service : List.of("claude-code", "codex_cli_rs", "gemini-cli", "copilot-chat", "litellm", "shop")) {
            mapped.addAll(recordsOf(service));
            mapped.addAll(spansOf(service));
        }

        // then
        assertThat(Otlp.events(mapped)).hasSizeGreaterThan(15);
        assertThat(mapped.toString()).doesNotContain("swordfish").doesNotContain("password");
    }

    @Test
    void theNearestNameOfThePayerCounts() {
        // given
        Map<String, Object> resource = attributes("service.name", "shop", "user.email", "resource@example.test");
        Map<String, Object> call = attributes("gen_ai.request.model", "m", "gen_ai.usage.input_tokens", 1L);

        // when
        List<Mapped> mapped = mapping.traces(
                traces(resource, "", span("a", call), span("b", with(call, "user.email", "own@example.test"))),
                name -> "header@example.test",
                NOW_MS);

        // then
        assertThat(Otlp.events(mapped))
                .extracting(event -> event.user())
                .containsExactly("resource@example.test", "own@example.test");
    }

    private List<Mapped> recordsOf(String service) {
        LogRecord[] records = Stream.of(
                        "tool_result",
                        "codex.tool_result",
                        "gemini_cli.tool_call",
                        "user_prompt",
                        "api_request",
                        "api_error",
                        "gemini_cli.api_response",
                        GenAiNames.INFERENCE_EVENT)
                .map(name -> record(with(COUNTED, "event.name", name)).toBuilder()
                        .setBody(AnyValue.newBuilder().setStringValue(CONTENT))
                        .build())
                .toArray(LogRecord[]::new);
        return mapping.logs(logs(attributes("service.name", service), records), NO_HEADERS, NOW_MS);
    }

    private List<Mapped> spansOf(String service) {
        Span[] spans = Stream.of(
                        attributes(),
                        attributes("openinference.span.kind", "LLM", "llm.token_count.prompt", 1L),
                        attributes("langfuse.observation.usage_details", "{\"input\":1}"),
                        attributes("traceloop.span.kind", "workflow"))
                .map(flavour -> span("chat", with(COUNTED, flavour)).toBuilder()
                        .addEvents(Span.Event.newBuilder().setName(CONTENT))
                        .build())
                .toArray(Span[]::new);
        return mapping.traces(traces(attributes("service.name", service), "", spans), NO_HEADERS, NOW_MS);
    }

    private static String text(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
    }
}
