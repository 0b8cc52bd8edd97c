package io.flyball.ingest.http;

import com.google.protobuf.Message;
import io.flyball.ingest.intake.Receipt;
import io.flyball.ingest.otlp.OtlpJson;
import io.flyball.ingest.otlp.OtlpMapping;
import io.flyball.ingest.otlp.OtlpProtobuf;
import io.flyball.ingest.otlp.UnreadableOtlp;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Mapped;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.List;
import java.util.stream.Collectors;

/** The three signals of OTLP: what each sends and how it is answered. */
enum OtlpExport {
    LOGS {
        @Override
        List<Mapped> mapJson(OtlpMapping mapping, byte[] body, Attributes headers, long nowMs) throws UnreadableOtlp {
            return mapping.logs(OtlpJson.logs(body), headers, nowMs);
        }

        @Override
        List<Mapped> mapProtobuf(OtlpMapping mapping, byte[] body, Attributes headers, long nowMs)
                throws UnreadableOtlp {
            return mapping.logs(OtlpProtobuf.logs(body), headers, nowMs);
        }

        @Override
        ExportLogsServiceResponse response(Receipt.Stored stored) {
            return stored.refusals().isEmpty()
                    ? ExportLogsServiceResponse.getDefaultInstance()
                    : ExportLogsServiceResponse.newBuilder()
                            .setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                                    .setRejectedLogRecords(stored.refusals().size())
                                    .setErrorMessage(words(stored)))
                            .build();
        }

        @Override
        byte[] responseJson(Receipt.Stored stored) {
            return OtlpJson.response(response(stored));
        }
    },
    TRACES {
        @Override
        List<Mapped> mapJson(OtlpMapping mapping, byte[] body, Attributes headers, long nowMs) throws UnreadableOtlp {
            return mapping.traces(OtlpJson.traces(body), headers, nowMs);
        }

        @Override
        List<Mapped> mapProtobuf(OtlpMapping mapping, byte[] body, Attributes headers, long nowMs)
                throws UnreadableOtlp {
            return mapping.traces(OtlpProtobuf.traces(body), headers, nowMs);
        }

        @Override
        ExportTraceServiceResponse response(Receipt.Stored stored) {
            return stored.refusals().isEmpty()
                    ? ExportTraceServiceResponse.getDefaultInstance()
                    : ExportTraceServiceResponse.newBuilder()
                            .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                    .setRejectedSpans(stored.refusals().size())
                                    .setErrorMessage(words(stored)))
                            .build();
        }

        @Override
        byte[] responseJson(Receipt.Stored stored) {
            return OtlpJson.response(response(stored));
        }
    },
    METRICS {
        @Override
        List<Mapped> mapJson(OtlpMapping mapping, byte[] body, Attributes headers, long nowMs) throws UnreadableOtlp {
            return mapping.metrics(OtlpJson.metrics(body), headers, nowMs);
        }

        @Override
        List<Mapped> mapProtobuf(OtlpMapping mapping, byte[] body, Attributes headers, long nowMs)
                throws UnreadableOtlp {
            return mapping.metrics(OtlpProtobuf.metrics(body), headers, nowMs);
        }

        @Override
        ExportMetricsServiceResponse response(Receipt.Stored stored) {
            return stored.refusals().isEmpty()
                    ? ExportMetricsServiceResponse.getDefaultInstance()
                    : ExportMetricsServiceResponse.newBuilder()
                            .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                                    .setRejectedDataPoints(stored.refusals().size())
                                    .setErrorMessage(words(stored)))
                            .build();
        }

        @Override
        byte[] responseJson(Receipt.Stored stored) {
            return OtlpJson.response(response(stored));
        }
    };

    private static final int MAX_TOLD = 10;

    abstract List<Mapped> mapJson(OtlpMapping mapping, byte[] body, Attributes headers, long nowMs)
            throws UnreadableOtlp;

    abstract List<Mapped> mapProtobuf(OtlpMapping mapping, byte[] body, Attributes headers, long nowMs)
            throws UnreadableOtlp;

    /** The answer: empty where everything was taken, else a partial success. */
    abstract Message response(Receipt.Stored stored);

    abstract byte[] responseJson(Receipt.Stored stored);

    /** Which items are refused and why, the first few of them. */
    private static String words(Receipt.Stored stored) {
        String told = stored.refusals().stream()
                .limit(MAX_TOLD)
                .map(refusal ->
                        "item " + refusal.index() + ": " + refusal.reason().wireName() + ", " + refusal.why())
                .collect(Collectors.joining("; "));
        return stored.refusals().size() > MAX_TOLD
                ? told + "; and " + (stored.refusals().size() - MAX_TOLD) + " more"
                : told;
    }
}
