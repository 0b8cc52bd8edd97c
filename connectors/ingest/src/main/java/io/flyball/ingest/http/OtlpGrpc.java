package io.flyball.ingest.http;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.flyball.ingest.intake.Client;
import io.flyball.ingest.intake.Intake;
import io.flyball.ingest.intake.IntakeMeters;
import io.flyball.ingest.intake.MemoryBudget;
import io.flyball.ingest.intake.Receipt;
import io.flyball.ingest.otlp.OtlpMapping;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.GreatestOfEach;
import io.flyball.ingest.record.Mapped;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OTLP over gRPC: the three services, with the same gate and the same intake as over HTTP. */
final class OtlpGrpc {
    private static final Logger LOG = LoggerFactory.getLogger(OtlpGrpc.class);
    private static final int BUSY_RETRY_AFTER_SECONDS = 1;

    private final OtlpMapping mapping;
    private final Gate gate;
    private final Intake intake;
    private final IntakeMeters meters;

    OtlpGrpc(OtlpMapping mapping, Gate gate, Intake intake, IntakeMeters meters) {
        this.mapping = mapping;
        this.gate = gate;
        this.intake = intake;
        this.meters = meters;
    }

    /** The items of one request. */
    @FunctionalInterface
    private interface Items {
        List<Mapped> map(Attributes headers);
    }

    List<BindableService> services() {
        return List.of(
                new LogsServiceGrpc.LogsServiceImplBase() {
                    @Override
                    public void export(
                            ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> answer) {
                        Items items = headers -> mapping.logs(request, headers, intake.nowMs());
                        take(OtlpExport.LOGS, request, items, ExportLogsServiceResponse.class, answer);
                    }
                },
                new TraceServiceGrpc.TraceServiceImplBase() {
                    @Override
                    public void export(
                            ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answer) {
                        Items items = headers -> mapping.traces(request, headers, intake.nowMs());
                        take(OtlpExport.TRACES, request, items, ExportTraceServiceResponse.class, answer);
                    }
                },
                new MetricsServiceGrpc.MetricsServiceImplBase() {
                    @Override
                    public void export(
                            ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> answer) {
                        Items items = headers -> mapping.metrics(request, headers, intake.nowMs());
                        take(OtlpExport.METRICS, request, items, ExportMetricsServiceResponse.class, answer);
                    }
                });
    }

    private <R extends Message> void take(
            OtlpExport export, Message request, Items items, Class<R> responseType, StreamObserver<R> answer) {
        long beganNanos = System.nanoTime();
        String door = "otlp-grpc/" + export.name().toLowerCase(java.util.Locale.ROOT);
        ServiceRequestContext ctx = ServiceRequestContext.current();
        Client client = gate.who(ctx, ctx.request().headers());
        if (client == null) {
            fail(answer, Code.UNAUTHENTICATED, Gate.WHO, 0);
            return;
        }
        if (!gate.mayCall(client)) {
            fail(answer, Code.UNAVAILABLE, Gate.tooOften(client), BUSY_RETRY_AFTER_SECONDS);
            return;
        }
        MemoryBudget.Lease lease = intake.memory().lease(client, request.getSerializedSize());
        if (lease == null) {
            fail(answer, Code.UNAVAILABLE, Gate.tooMuchUnderWay(), BUSY_RETRY_AFTER_SECONDS);
            return;
        }
        try {
            Attributes headers = Gate.attributes(ctx.request().headers(), client);
            intake.take(client, door, GreatestOfEach.merge(items.map(headers)), lease)
                    .whenComplete((receipt, e) -> {
                        meters.answered(
                                door,
                                receipt instanceof Receipt.Stored ? 200 : 503,
                                java.time.Duration.ofNanos(System.nanoTime() - beganNanos));
                        if (e == null) {
                            reply(export, receipt, responseType, answer);
                        } else {
                            failed(door, e, lease, answer);
                        }
                    });
        } catch (RuntimeException e) {
            failed(door, e, lease, answer);
        }
    }

    private static void failed(String door, Throwable e, MemoryBudget.Lease lease, StreamObserver<?> answer) {
        lease.close();
        LOG.error("A request at the door {} failed", door, e);
        fail(answer, Code.UNAVAILABLE, "This failed here: the log says why.", BUSY_RETRY_AFTER_SECONDS);
    }

    /**
     * What is answered where a message does not get as far as a service: it is too large or cannot be unpacked or read,
     * which sending it again does not mend.
     */
    io.grpc.Status unreadable(RequestContext ctx, io.grpc.Status status, Throwable cause, Metadata metadata) {
        boolean unnamed =
                status.getCode() == io.grpc.Status.Code.INTERNAL || status.getCode() == io.grpc.Status.Code.UNKNOWN;
        if (!unnamed || cause instanceof Error) {
            return status;
        }
        meters.answered("otlp-grpc", HttpStatus.BAD_REQUEST.code(), java.time.Duration.ZERO);
        return io.grpc.Status.INVALID_ARGUMENT.withDescription(
                "The message is no request of OTLP: check the exporter's protocol and compression.");
    }

    private static <R extends Message> void reply(
            OtlpExport export, Receipt receipt, Class<R> responseType, StreamObserver<R> answer) {
        if (receipt instanceof Receipt.Stored stored) {
            answer.onNext(responseType.cast(export.response(stored)));
            answer.onCompleted();
        } else if (receipt instanceof Receipt.Busy busy) {
            fail(answer, Code.UNAVAILABLE, busy.why(), busy.retryAfterSeconds());
        } else if (receipt instanceof Receipt.Unavailable unavailable) {
            fail(answer, Code.UNAVAILABLE, unavailable.why(), unavailable.retryAfterSeconds());
        }
    }

    private static void fail(StreamObserver<?> answer, Code code, String sentence, int retryAfterSeconds) {
        Status.Builder status = Status.newBuilder().setCode(code.getNumber()).setMessage(sentence);
        if (retryAfterSeconds > 0) {
            status.addDetails(Any.pack(RetryInfo.newBuilder()
                    .setRetryDelay(Duration.newBuilder().setSeconds(retryAfterSeconds))
                    .build()));
        }
        StatusRuntimeException error = StatusProto.toStatusRuntimeException(status.build());
        answer.onError(error);
    }
}
