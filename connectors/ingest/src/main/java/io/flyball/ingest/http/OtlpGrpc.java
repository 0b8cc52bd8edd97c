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
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.intake.Client;
import io.flyball.ingest.intake.Intake;
import io.flyball.ingest.intake.IntakeMeters;
import io.flyball.ingest.intake.MemoryBudget;
import io.flyball.ingest.intake.Receipt;
import io.flyball.ingest.otlp.OtlpMapping;
import io.flyball.ingest.otlp.UnreadableOtlp;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.GreatestOfEach;
import io.flyball.ingest.record.Mapped;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OTLP over gRPC: the three services, with the same gate and the same intake as over HTTP. Messages come in as bytes, so
 * that what is at fault in them is found and stored by the same code, too.
 */
final class OtlpGrpc {
    private static final Logger LOG = LoggerFactory.getLogger(OtlpGrpc.class);
    private static final int BUSY_RETRY_AFTER_SECONDS = 1;

    private final OtlpMapping mapping;
    private final Gate gate;
    private final Intake intake;
    private final IntakeMeters meters;
    private final Executor readers;

    /** @param readers read messages, which is no work for event loops */
    OtlpGrpc(OtlpMapping mapping, Gate gate, Intake intake, IntakeMeters meters, Executor readers) {
        this.mapping = mapping;
        this.gate = gate;
        this.intake = intake;
        this.meters = meters;
        this.readers = readers;
    }

    List<ServerServiceDefinition> services() {
        return List.of(
                service(LogsServiceGrpc.getExportMethod(), OtlpExport.LOGS, ExportLogsServiceResponse.class),
                service(TraceServiceGrpc.getExportMethod(), OtlpExport.TRACES, ExportTraceServiceResponse.class),
                service(MetricsServiceGrpc.getExportMethod(), OtlpExport.METRICS, ExportMetricsServiceResponse.class));
    }

    private <R extends Message> ServerServiceDefinition service(
            MethodDescriptor<?, R> method, OtlpExport export, Class<R> responseType) {
        MethodDescriptor<byte[], R> ofBytes =
                method.toBuilder(new AsBytes(), method.getResponseMarshaller()).build();
        String service = String.valueOf(method.getServiceName());
        return ServerServiceDefinition.builder(service)
                .addMethod(ofBytes, ServerCalls.asyncUnaryCall((request, answer) -> new Call<>(
                                export, responseType, answer, ServiceRequestContext.current())
                        .take(request)))
                .build();
    }

    /** A message as it was sent. */
    private static final class AsBytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One request and its answer. */
    private final class Call<R extends Message> {
        private final long beganNanos = System.nanoTime();
        private final OtlpExport export;
        private final Class<R> responseType;
        private final StreamObserver<R> answer;
        private final ServiceRequestContext ctx;
        private final String door;

        private Call(OtlpExport export, Class<R> responseType, StreamObserver<R> answer, ServiceRequestContext ctx) {
            this.export = export;
            this.responseType = responseType;
            this.answer = answer;
            this.ctx = ctx;
            this.door = "otlp-grpc/" + export.name().toLowerCase(Locale.ROOT);
        }

        private void take(byte[] message) {
            Client client = gate.who(ctx, ctx.request().headers());
            if (client == null) {
                fail(Code.UNAUTHENTICATED, Gate.WHO, HttpStatus.UNAUTHORIZED, 0);
                return;
            }
            if (!gate.mayCall(client)) {
                busy(Gate.tooOften(client));
                return;
            }
            MemoryBudget.Lease lease = intake.memory().lease(client, message.length);
            if (lease == null) {
                busy(Gate.tooMuchUnderWay());
                return;
            }
            try {
                readers.execute(() -> inTurn(message, client, lease));
            } catch (RejectedExecutionException stopping) {
                failed(stopping, lease);
            }
        }

        private void inTurn(byte[] message, Client client, MemoryBudget.Lease lease) {
            if (Gate.waitedTooLong(beganNanos)) {
                lease.close();
                busy(Gate.tooMuchUnderWay());
                return;
            }
            try {
                map(message, client, lease);
            } catch (RuntimeException | Error e) {
                failed(e, lease);
            }
        }

        private void map(byte[] message, Client client, MemoryBudget.Lease lease) {
            Attributes headers = Gate.attributes(ctx.request().headers(), client);
            List<Mapped> items;
            String unreadable = null;
            try {
                items = GreatestOfEach.merge(export.mapProtobuf(mapping, message, headers, intake.nowMs()));
            } catch (UnreadableOtlp e) {
                unreadable = String.valueOf(e.getMessage());
                items = List.of(Mapped.refused(RejectionReason.BAD_PROTOBUF, unreadable, message));
            }
            String fault = unreadable;
            intake.take(client, door, items, lease).whenComplete((receipt, e) -> {
                if (e == null) {
                    reply(receipt, fault);
                } else {
                    failed(e, lease);
                }
            });
        }

        private void reply(Receipt receipt, @Nullable String fault) {
            if (receipt instanceof Receipt.Busy busy) {
                fail(Code.UNAVAILABLE, busy.why(), HttpStatus.TOO_MANY_REQUESTS, busy.retryAfterSeconds());
            } else if (receipt instanceof Receipt.Unavailable unavailable) {
                fail(
                        Code.UNAVAILABLE,
                        unavailable.why(),
                        HttpStatus.SERVICE_UNAVAILABLE,
                        unavailable.retryAfterSeconds());
            } else if (fault != null) {
                fail(Code.INVALID_ARGUMENT, fault, HttpStatus.BAD_REQUEST, 0);
            } else if (receipt instanceof Receipt.Stored stored) {
                answered(HttpStatus.OK);
                answer.onNext(responseType.cast(export.response(stored)));
                answer.onCompleted();
            }
        }

        private void busy(String why) {
            fail(Code.UNAVAILABLE, why, HttpStatus.TOO_MANY_REQUESTS, BUSY_RETRY_AFTER_SECONDS);
        }

        private void failed(Throwable e, MemoryBudget.Lease lease) {
            lease.close();
            LOG.error("A request at the door {} failed", door, e);
            fail(
                    Code.UNAVAILABLE,
                    "This failed here: the log says why.",
                    HttpStatus.SERVICE_UNAVAILABLE,
                    BUSY_RETRY_AFTER_SECONDS);
        }

        private void answered(HttpStatus status) {
            meters.answered(door, status.code(), java.time.Duration.ofNanos(System.nanoTime() - beganNanos));
        }

        private void fail(Code code, String sentence, HttpStatus inHttp, int retryAfterSeconds) {
            answered(inHttp);
            Status.Builder status =
                    Status.newBuilder().setCode(code.getNumber()).setMessage(sentence);
            if (retryAfterSeconds > 0) {
                status.addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(retryAfterSeconds))
                        .build()));
            }
            StatusRuntimeException error = StatusProto.toStatusRuntimeException(status.build());
            answer.onError(error);
        }
    }

    /**
     * What is answered where a message does not get as far as a service: it is too large or cannot be unpacked, which
     * sending it again does not mend.
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
}
