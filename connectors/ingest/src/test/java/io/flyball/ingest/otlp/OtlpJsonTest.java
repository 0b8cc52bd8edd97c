package io.flyball.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Status;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.files.SharedData;
import io.flyball.ingest.record.Sha256;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonTest {
    @Test
    void readsTheOfficialExamples() throws UnreadableOtlp, IOException {
        // given
        byte[] traces = Files.readAllBytes(SharedData.require("samples/otlp-official-trace.json"));
        byte[] logs = Files.readAllBytes(SharedData.require("samples/otlp-official-logs.json"));
        byte[] metrics = Files.readAllBytes(SharedData.require("samples/otlp-official-metrics.json"));

        // when
        Decoded<ExportTraceServiceRequest> decodedTraces = OtlpJson.traces(traces);
        Decoded<ExportLogsServiceRequest> decodedLogs = OtlpJson.logs(logs);
        Decoded<ExportMetricsServiceRequest> decodedMetrics = OtlpJson.metrics(metrics);

        // then
        Span span = decodedTraces.message().getResourceSpans(0).getScopeSpans(0).getSpans(0);
        assertThat(HexFormat.of().formatHex(span.getTraceId().toByteArray()))
                .isEqualTo("5b8efff798038103d269b633813fc60c");
        assertThat(HexFormat.of().formatHex(span.getSpanId().toByteArray())).isEqualTo("eee19b7ec3c1b174");
        assertThat(span.getEndTimeUnixNano()).isEqualTo(1_544_712_661_000_000_000L);
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(records(decodedLogs).get(0).getAttributesCount()).isEqualTo(6);
        assertThat(decodedMetrics
                        .message()
                        .getResourceMetrics(0)
                        .getScopeMetrics(0)
                        .getMetricsCount())
                .isEqualTo(4);
        assertThat(decodedTraces.faulty()).isEmpty();
        assertThat(decodedLogs.faulty()).isEmpty();
        assertThat(decodedMetrics.faulty()).isEmpty();
    }

    @Test
    void readsIdsInHexOfEitherCase() throws UnreadableOtlp {
        // given
        String record = "{\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"eee19b7ec3c1b174\"}";

        // when
        LogRecord read = records(OtlpJson.logs(logs(record))).get(0);

        // then
        assertThat(read.getTraceId().size()).isEqualTo(16);
        assertThat(read.getSpanId().size()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"18446744073709551615", "\"18446744073709551615\"", "1.8446744073709551615e19"})
    void readsWholeNumbersHoweverTheyAreWritten(String number) throws UnreadableOtlp {
        // when
        LogRecord read = records(OtlpJson.logs(logs("{\"timeUnixNano\":" + number + "}")))
                .get(0);

        // then
        assertThat(Long.toUnsignedString(read.getTimeUnixNano())).isEqualTo("18446744073709551615");
    }

    @Test
    void understandsTheNamesOfEnumerationsAndPassesOverUnknownOnes() throws UnreadableOtlp {
        // given
        String spans = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":\"SPAN_KIND_CLIENT\"},"
                + "{\"kind\":\"SPAN_KIND_LATER\"},{\"kind\":3},{\"kind\":77}]}]}]}";

        // when
        Decoded<ExportTraceServiceRequest> read = OtlpJson.traces(spans.getBytes(UTF_8));

        // then
        assertThat(read.message().getResourceSpans(0).getScopeSpans(0).getSpansList())
                .extracting(Span::getKindValue)
                .containsExactly(3, 0, 3, 77);
        assertThat(read.faulty()).isEmpty();
    }

    @Test
    void ignoresUnknownFieldsAndNulls() throws UnreadableOtlp {
        // given
        String record = "{\"later\":{\"a\":[1,{}]},\"body\":null,\"severity_number\":\"x\",\"severityNumber\":9}";

        // when
        Decoded<ExportLogsServiceRequest> read = OtlpJson.logs(logs(record));

        // then
        assertThat(records(read))
                .containsExactly(
                        LogRecord.newBuilder().setSeverityNumberValue(9).build());
        assertThat(read.faulty()).isEmpty();
    }

    @Test
    void aBadRecordCostsNoNeighbour() throws UnreadableOtlp {
        // given
        String good = "{\"severityText\":\"\u00e4\"}";
        String bad = "{\"timeUnixNano\":\"soon\",\"attributes\":[{\"key\":\"k\",\"value\":{\"stringValue\":\"v\"}}]}";
        String worse = "[[\"no object\"]]";

        // when
        Decoded<ExportLogsServiceRequest> read = OtlpJson.logs(logs(good, bad, good, worse, good));

        // then
        assertThat(records(read)).hasSize(3).allMatch(record -> record.getSeverityText()
                .equals("\u00e4"));
        assertThat(read.faulty()).extracting(Decoded.Faulty::index).containsExactly(1, 3);
        assertThat(read.faulty().get(0).refusal().reason()).isEqualTo(RejectionReason.BAD_NUMBER);
        assertThat(read.faulty().get(0).refusal().why())
                .isEqualTo(
                        "A log record cannot be read: \"timeUnixNano\" is not a whole number of 64 bits: write one.");
        assertThat(read.faulty().get(0).refusal().sha256Hex()).isEqualTo(Sha256.hexOf(bad));
        assertThat(read.faulty().get(0).refusal().sizeBytes()).isEqualTo(bad.length());
        assertThat(read.faulty().get(1).refusal().reason()).isEqualTo(RejectionReason.BAD_TYPE);
    }

    @Test
    void anAbsurdNumberCostsNoNeighbour() throws UnreadableOtlp {
        // given
        String[] absurd = {"1".repeat(20_000), "1e9999999999999", "0." + "1".repeat(20_000), "1e400"};

        for (String number : absurd) {
            // when
            Decoded<ExportLogsServiceRequest> read =
                    OtlpJson.logs(logs("{}", "{\"timeUnixNano\":" + number + "}", "{\"later\":" + number + "}"));

            // then
            assertThat(records(read)).hasSize(2);
            assertThat(read.faulty())
                    .singleElement()
                    .extracting(Decoded.Faulty::index)
                    .isEqualTo(1);
        }
    }

    @Test
    void aBadDataPointOrMetricCostsNoNeighbour() throws UnreadableOtlp {
        // given
        String metrics = "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":["
                + "{\"name\":\"a\",\"sum\":{\"dataPoints\":[{\"asInt\":\"1\"},{\"asInt\":\"x\"},{\"asDouble\":2}]}},"
                + "{\"gauge\":{\"dataPoints\":[{},{\"asInt\":{}}]},\"name\":7},"
                + "{\"name\":\"c\",\"gauge\":{\"dataPoints\":[{}]}}]}]}]}";

        // when
        Decoded<ExportMetricsServiceRequest> read = OtlpJson.metrics(metrics.getBytes(UTF_8));

        // then
        assertThat(read.message().getResourceMetrics(0).getScopeMetrics(0).getMetricsList())
                .extracting(metric -> metric.getName())
                .containsExactly("a", "c");
        assertThat(read.faulty()).extracting(Decoded.Faulty::index).containsExactly(1, 3);
    }

    @Test
    void aValueThatNestsTooDeepIsAFaultOfItsRecord() throws UnreadableOtlp {
        // given
        int levels = 200;
        String deep = "{\"body\":" + "{\"arrayValue\":{\"values\":[".repeat(levels) + "]}}".repeat(levels) + "}";

        // when
        Decoded<ExportLogsServiceRequest> read = OtlpJson.logs(logs("{}", deep, "{}"));

        // then
        assertThat(records(read)).hasSize(2);
        assertThat(read.faulty())
                .singleElement()
                .extracting(Decoded.Faulty::index)
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{\"resourceLogs\":{}}",
                "{\"resourceLogs\":[7]}",
                "{\"resourceLogs\":[{\"resource\":\"x\"}]}"
            })
    void refusesAnEnvelopeThatCannotBeRead(String json) {
        assertThatThrownBy(() -> OtlpJson.logs(json.getBytes(UTF_8))).isInstanceOf(UnreadableOtlp.class);
    }

    @Test
    void refusesEndlessNesting() {
        byte[] endless = ("{\"resourceLogs\":" + "[".repeat(100_000)).getBytes(UTF_8);
        assertThatThrownBy(() -> OtlpJson.logs(endless)).isInstanceOf(UnreadableOtlp.class);
    }

    @Test
    void refusesAFloodOfEmptyItems() {
        byte[] flood = logs("1" + ",1".repeat(200_000));
        assertThatThrownBy(() -> OtlpJson.logs(flood))
                .isInstanceOf(UnreadableOtlp.class)
                .hasMessageContaining("send smaller batches");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] records = new String(logs("{}"), UTF_8).getBytes(UTF_16LE);
        assertThatThrownBy(() -> OtlpJson.logs(records)).isInstanceOf(UnreadableOtlp.class);
    }

    @Test
    void writesResponsesAsTheirSpecificationDoes() {
        // given
        ExportLogsServiceResponse logs = ExportLogsServiceResponse.newBuilder()
                .setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                        .setRejectedLogRecords(3)
                        .setErrorMessage("say \"what\""))
                .build();
        ExportTraceServiceResponse traces = ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(1))
                .build();
        ExportMetricsServiceResponse metrics = ExportMetricsServiceResponse.newBuilder()
                .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder().setErrorMessage("w"))
                .build();

        // then
        assertThat(text(OtlpJson.response(logs)))
                .isEqualTo("{\"partialSuccess\":{\"rejectedLogRecords\":\"3\",\"errorMessage\":\"say \\\"what\\\"\"}}");
        assertThat(text(OtlpJson.response(traces)))
                .isEqualTo("{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"\"}}");
        assertThat(text(OtlpJson.response(metrics)))
                .isEqualTo("{\"partialSuccess\":{\"rejectedDataPoints\":\"0\",\"errorMessage\":\"w\"}}");
        assertThat(text(OtlpJson.response(ExportLogsServiceResponse.getDefaultInstance())))
                .isEqualTo("{}");
        assertThat(text(OtlpJson.status(
                        Status.newBuilder().setCode(3).setMessage("no").build())))
                .isEqualTo("{\"code\":3,\"message\":\"no\"}");
    }

    private static byte[] logs(String... records) {
        return ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + String.join(",", records) + "]}]}]}")
                .getBytes(UTF_8);
    }

    private static List<LogRecord> records(Decoded<ExportLogsServiceRequest> request) {
        return request.message().getResourceLogs(0).getScopeLogs(0).getLogRecordsList();
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }
}
