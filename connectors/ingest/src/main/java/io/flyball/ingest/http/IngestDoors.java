package io.flyball.ingest.http;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.util.BlockingTaskExecutor;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import io.flyball.ingest.cloudevents.CloudEventsMapping;
import io.flyball.ingest.intake.Intake;
import io.flyball.ingest.intake.IntakeMeters;
import io.flyball.ingest.litellm.LiteLlmMapping;
import io.flyball.ingest.otlp.OtlpMapping;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.NativeBody;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All doors of ingest: OTLP over HTTP ({@code /v1/logs}, {@code /v1/traces}, {@code /v1/metrics}) and over gRPC,
 * {@code /v1/litellm}, {@code /api/v1/events} (CloudEvents) and {@code /v1/usage} (native).
 */
public final class IngestDoors {
    private static final MediaType CLOUD_EVENT = MediaType.create("application", "cloudevents+json");
    private static final MediaType CLOUD_EVENTS = MediaType.create("application", "cloudevents-batch+json");
    private static final MediaType NDJSON = MediaType.create("application", "x-ndjson");
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

    /**
     * Threads that read bodies. Reading is work of the processor, so many more than there are cores would make all
     * requests late together; some may wait for Kafka meanwhile.
     */
    private static final int READERS = 4 + 2 * Runtime.getRuntime().availableProcessors();

    private final BlockingTaskExecutor readers = BlockingTaskExecutor.builder()
            .threadNamePrefix("flyball-ingest")
            .numThreads(READERS)
            .build();
    private final Intake intake;
    private final IntakeMeters meters;
    private final Gate gate;
    private final IdentityRules identity;
    private final OtlpMapping otlp;

    /**
     * The doors of one intake.
     *
     * @param tokens asked at each request, so that tokens can be changed while it runs
     * @param nanoTime the clock of clients' rates
     */
    public IngestDoors(
            Intake intake,
            IntakeMeters meters,
            Supplier<ClientTokens> tokens,
            IdentityRules identity,
            OtlpMapping otlp,
            LongSupplier nanoTime) {
        this.intake = intake;
        this.meters = meters;
        this.gate = new Gate(tokens, nanoTime);
        this.identity = identity;
        this.otlp = otlp;
    }

    /** Adds the doors. */
    public void bind(ServerBuilder server) {
        post(server, "/v1/logs", new OtlpProtocol(OtlpExport.LOGS, otlp));
        post(server, "/v1/traces", new OtlpProtocol(OtlpExport.TRACES, otlp));
        post(server, "/v1/metrics", new OtlpProtocol(OtlpExport.METRICS, otlp));
        post(server, "/v1/litellm", litellm());
        post(server, "/api/v1/events", cloudEvents());
        post(server, "/v1/usage", nativeUsage());
        OtlpGrpc otlpGrpc = new OtlpGrpc(otlp, gate, intake, meters, readers);
        GrpcServiceBuilder grpc =
                GrpcService.builder().maxRequestMessageLength(Body.MAX_BYTES).exceptionHandler(otlpGrpc::unreadable);
        otlpGrpc.services().forEach(grpc::addService);
        server.service(grpc.build());
    }

    private void post(ServerBuilder server, String path, DoorProtocol protocol) {
        server.route()
                .post(path)
                .requestTimeout(LONGEST_REQUEST)
                .maxRequestLength(Body.MAX_BYTES)
                .blockingTaskExecutor(readers, true)
                .build(new IngestDoor(protocol, gate, intake, meters));
    }

    private DoorProtocol litellm() {
        LiteLlmMapping mapping = new LiteLlmMapping(identity);
        return new JsonProtocol(
                "litellm",
                IngestDoors::isJson,
                "application/json",
                HttpStatus.OK,
                (body, type, headers, nowMs) -> mapping.map(body, headers, nowMs));
    }

    private static DoorProtocol nativeUsage() {
        NativeBody mapping = new NativeBody();
        return new JsonProtocol(
                "native",
                IngestDoors::isJson,
                "application/json or application/x-ndjson",
                HttpStatus.OK,
                (body, type, headers, nowMs) -> mapping.map(body, headers, nowMs));
    }

    private DoorProtocol cloudEvents() {
        CloudEventsMapping mapping = new CloudEventsMapping(identity);
        return new JsonProtocol(
                "cloudevents",
                type -> isJson(type) || type.is(CLOUD_EVENT) || type.is(CLOUD_EVENTS),
                "application/cloudevents+json or application/cloudevents-batch+json",
                HttpStatus.NO_CONTENT,
                (body, type, headers, nowMs) -> cloudEvents(mapping, body, type, headers, nowMs));
    }

    private static List<Mapped> cloudEvents(
            CloudEventsMapping mapping, byte[] body, MediaType type, Attributes headers, long nowMs) {
        if (type.is(CLOUD_EVENTS) || (!type.is(CLOUD_EVENT) && firstByte(body) == '[')) {
            return mapping.batch(body, headers, nowMs);
        }
        return mapping.structured(body, headers, nowMs);
    }

    private static int firstByte(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
        }
        return -1;
    }

    private static boolean isJson(MediaType type) {
        return type.is(MediaType.JSON) || type.is(NDJSON) || type.is(MediaType.PLAIN_TEXT);
    }
}
