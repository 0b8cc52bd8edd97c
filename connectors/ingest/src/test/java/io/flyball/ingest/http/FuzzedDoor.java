package io.flyball.ingest.http;

import com.google.protobuf.Message;
import io.flyball.ingest.otlp.Decoded;
import io.flyball.ingest.otlp.OtlpJson;
import io.flyball.ingest.otlp.UnreadableOtlp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every door in every encoding, with bodies as clients really sent them. */
enum FuzzedDoor {
    NATIVE("/v1/usage", "application/json", Encoding.JSON, nativeBodies()),
    NATIVE_LINES("/v1/usage", "application/x-ndjson", Encoding.JSON, nativeBodies()),
    LITELLM("/v1/litellm", "application/json", Encoding.JSON, captured("litellm-1.106.0/generic-api-")),
    CLOUD_EVENTS(
            "/api/v1/events", "application/cloudevents+json", Encoding.JSON, captured("litellm-1.106.0/openmeter-")),
    CLOUD_EVENTS_BATCH("/api/v1/events", "application/cloudevents-batch+json", Encoding.JSON, batches()),
    LOGS_JSON("/v1/logs", "application/json", Encoding.JSON, captured("logs-")),
    LOGS_PROTOBUF("/v1/logs", "application/x-protobuf", Encoding.PROTOBUF, protobuf(captured("logs-"), OtlpJson::logs)),
    LOGS_GRPC(
            "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
            "application/grpc",
            Encoding.GRPC,
            protobuf(captured("logs-"), OtlpJson::logs)),
    TRACES_JSON("/v1/traces", "application/json", Encoding.JSON, captured("traces-")),
    TRACES_PROTOBUF(
            "/v1/traces", "application/x-protobuf", Encoding.PROTOBUF, protobuf(captured("traces-"), OtlpJson::traces)),
    TRACES_GRPC(
            "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
            "application/grpc",
            Encoding.GRPC,
            protobuf(captured("traces-"), OtlpJson::traces)),
    METRICS_JSON("/v1/metrics", "application/json", Encoding.JSON, metrics()),
    METRICS_PROTOBUF(
            "/v1/metrics", "application/x-protobuf", Encoding.PROTOBUF, protobuf(metrics(), OtlpJson::metrics)),
    METRICS_GRPC(
            "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
            "application/grpc",
            Encoding.GRPC,
            protobuf(metrics(), OtlpJson::metrics));

    /** How a body is written. */
    enum Encoding {
        JSON,
        PROTOBUF,
        GRPC
    }

    private final String path;
    private final String contentType;
    private final Encoding encoding;
    private final List<byte[]> bodies;

    FuzzedDoor(String path, String contentType, Encoding encoding, List<byte[]> bodies) {
        this.path = path;
        this.contentType = contentType;
        this.encoding = encoding;
        this.bodies = bodies;
    }

    String path() {
        return path;
    }

    String contentType() {
        return contentType;
    }

    Encoding encoding() {
        return encoding;
    }

    /** What clients sent there, two bodies at least. */
    List<byte[]> bodies() {
        return bodies;
    }

    private static List<byte[]> nativeBodies() {
        String record = IngestDoorsTest.record("a");
        return List.of(
                utf8(record),
                utf8("[" + record + ", " + IngestDoorsTest.record("b") + "]"),
                utf8(record + "\n" + IngestDoorsTest.record("c") + "\n"),
                utf8(
                        "{\"event_id\":\"d\",\"time\":1787220000123,\"model\":\"m\",\"key\":\"k\",\"reported_cost_usd\":\"0.25\","
                                + "\"actions\":[{\"name\":\"Bash\",\"fingerprint\":\"ab\",\"result\":\"cd\",\"error\":false}],"
                                + "\"tags\":{\"a\":\"b\",\"c\":1},\"latency_ms\":12,\"status\":\"ok\",\"images\":2}"));
    }

    private static List<byte[]> batches() {
        List<byte[]> events = captured("litellm-1.106.0/openmeter-");
        byte[] batch = utf8("[");
        for (byte[] event : events) {
            batch = Mutations.joined(
                    batch, Mutations.joined(event, utf8(event == events.get(events.size() - 1) ? "]" : ",")));
        }
        return List.of(batch, utf8("[]"), Mutations.joined(utf8("["), Mutations.joined(events.get(0), utf8("]"))));
    }

    private static List<byte[]> metrics() {
        return List.of(
                utf8("{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
                        + "{\"stringValue\":\"claude-code\"}}]},\"scopeMetrics\":[{\"scope\":{\"name\":\"s\"},\"metrics\":["
                        + "{\"name\":\"claude_code.token.usage\",\"sum\":{\"aggregationTemporality\":1,\"isMonotonic\":true,"
                        + "\"dataPoints\":[{\"asInt\":\"12\",\"timeUnixNano\":\"1787220000123000000\",\"attributes\":["
                        + "{\"key\":\"type\",\"value\":{\"stringValue\":\"input\"}}]},{\"asDouble\":3.5}]}}]}]}]}"),
                utf8("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"gen_ai.client.token.usage\","
                        + "\"histogram\":{\"aggregationTemporality\":2,\"dataPoints\":[{\"count\":\"2\",\"sum\":30,"
                        + "\"bucketCounts\":[\"1\",\"1\"],\"explicitBounds\":[10]}]}},{\"name\":\"g\",\"gauge\":{\"dataPoints\":"
                        + "[{\"asInt\":1}]}}]}]}]}"));
    }

    /** The captured bodies whose path has that in it. */
    private static List<byte[]> captured(String part) {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "resources", "captured"))) {
            List<byte[]> bodies = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (file.toString().contains("/" + part)) {
                    bodies.add(Files.readAllBytes(file));
                }
            }
            return bodies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Reading {
        Decoded<? extends Message> read(byte[] json) throws UnreadableOtlp;
    }

    private static List<byte[]> protobuf(List<byte[]> jsons, Reading reading) {
        return jsons.stream()
                .map(json -> {
                    try {
                        return reading.read(json).message().toByteArray();
                    } catch (UnreadableOtlp e) {
                        throw new AssertionError("a captured body can be read", e);
                    }
                })
                .toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
