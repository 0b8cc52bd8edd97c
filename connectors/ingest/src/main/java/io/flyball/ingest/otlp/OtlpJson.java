package io.flyball.ingest.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * OTLP/JSON, which differs from the JSON of protobuf: ids are hex, enumerations integers, and unknown fields are
 * ignored. A log record, span or data point of the wrong shape is refused alone; a request is refused only where what
 * surrounds them cannot be read. Size is for the doors to bound; depth is bounded here.
 */
public final class OtlpJson {
    private static final Set<FieldDescriptor> LOG_RECORDS = fields("log_records", ScopeLogs.getDescriptor());
    private static final Set<FieldDescriptor> SPANS = fields("spans", ScopeSpans.getDescriptor());
    private static final Set<FieldDescriptor> METRICS = fields("metrics", ScopeMetrics.getDescriptor());
    private static final Set<FieldDescriptor> DATA_POINTS = fields(
            "data_points",
            Gauge.getDescriptor(),
            Sum.getDescriptor(),
            Histogram.getDescriptor(),
            ExponentialHistogram.getDescriptor(),
            Summary.getDescriptor());

    private static final JsonFactory FACTORY = new JsonFactory();

    private OtlpJson() {}

    public static Decoded<ExportLogsServiceRequest> logs(byte[] json) throws UnreadableOtlp {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        List<Decoded.Faulty> faulty = new ProtoJson(json, LOG_RECORDS, Set.of()).mergeInto(request);
        return new Decoded<>(request.build(), faulty);
    }

    public static Decoded<ExportTraceServiceRequest> traces(byte[] json) throws UnreadableOtlp {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        List<Decoded.Faulty> faulty = new ProtoJson(json, SPANS, Set.of()).mergeInto(request);
        return new Decoded<>(request.build(), faulty);
    }

    /** A metric that is itself of the wrong shape counts as one item, however many points it has. */
    public static Decoded<ExportMetricsServiceRequest> metrics(byte[] json) throws UnreadableOtlp {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        List<Decoded.Faulty> faulty = new ProtoJson(json, DATA_POINTS, METRICS).mergeInto(request);
        return new Decoded<>(request.build(), faulty);
    }

    /** Which signal a request is of, by the first of its known fields at the top. */
    public static OtlpSignal signal(byte[] json) throws UnreadableOtlp {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                switch (parser.currentName()) {
                    case "resourceLogs":
                        return OtlpSignal.LOGS;
                    case "resourceSpans":
                        return OtlpSignal.TRACES;
                    case "resourceMetrics":
                        return OtlpSignal.METRICS;
                    default:
                        parser.nextToken();
                        parser.skipChildren();
                        break;
                }
            }
        } catch (IOException notJson) {
            throw new UnreadableOtlp(
                    "The text is no JSON: give a request a line, as the collector's file exporter does.");
        }
        throw new UnreadableOtlp("The text has no resourceLogs, resourceSpans or resourceMetrics: give OTLP requests.");
    }

    public static byte[] response(ExportLogsServiceResponse response) {
        return response.hasPartialSuccess()
                ? partialSuccess(
                        "rejectedLogRecords",
                        response.getPartialSuccess().getRejectedLogRecords(),
                        response.getPartialSuccess().getErrorMessage())
                : written(out -> {});
    }

    public static byte[] response(ExportTraceServiceResponse response) {
        return response.hasPartialSuccess()
                ? partialSuccess(
                        "rejectedSpans",
                        response.getPartialSuccess().getRejectedSpans(),
                        response.getPartialSuccess().getErrorMessage())
                : written(out -> {});
    }

    public static byte[] response(ExportMetricsServiceResponse response) {
        return response.hasPartialSuccess()
                ? partialSuccess(
                        "rejectedDataPoints",
                        response.getPartialSuccess().getRejectedDataPoints(),
                        response.getPartialSuccess().getErrorMessage())
                : written(out -> {});
    }

    /** Code and message; details are left out, since OTLP over HTTP says with a header when to come back. */
    public static byte[] status(Status status) {
        return written(out -> {
            out.writeNumberField("code", status.getCode());
            out.writeStringField("message", status.getMessage());
        });
    }

    private static byte[] partialSuccess(String counted, long rejected, String message) {
        return written(out -> {
            out.writeObjectFieldStart("partialSuccess");
            out.writeStringField(counted, Long.toString(rejected)); // 64 bits are a text in the JSON of protobuf
            out.writeStringField("errorMessage", message);
            out.writeEndObject();
        });
    }

    private interface Fields {
        void write(JsonGenerator out) throws IOException;
    }

    private static byte[] written(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Set<FieldDescriptor> fields(String name, Descriptor... types) {
        return Stream.of(types).map(type -> type.findFieldByName(name)).collect(Collectors.toUnmodifiableSet());
    }
}
