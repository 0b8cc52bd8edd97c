package io.flyball.ingest.http;

import com.linecorp.armeria.server.Server;
import io.flyball.ingest.intake.Intake;
import io.flyball.ingest.intake.IntakeMeters;
import io.flyball.ingest.intake.IntakeSettings;
import io.flyball.ingest.intake.SessionPrecedence;
import io.flyball.ingest.intake.UsageRecords;
import io.flyball.ingest.otlp.OtlpMapping;
import io.flyball.ingest.otlp.OtlpRules;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.schemas.Decoded;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageEventCodec;
import io.flyball.schemas.UsageHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** All doors on a free port, before Kafka's own double of a producer. */
final class DoorsServer implements AutoCloseable {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MockProducer<byte[], byte[]> kafka;
    final Intake intake;

    private final UsageEventCodec codec;
    private final Server server;
    private final HttpClient client = HttpClient.newHttpClient();

    DoorsServer(Supplier<ClientTokens> tokens, long memoryBytes, boolean kafkaAnswers) {
        kafka = new MockProducer<>(
                Cluster.empty(), kafkaAnswers, null, new ByteArraySerializer(), new ByteArraySerializer());
        SchemaRegistry registry = SchemaRegistry.inMemory();
        TopicCatalogue topics = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 4, (short) 1);
        codec = new UsageEventCodec(registry, topics);
        IntakeMeters intakeMeters = new IntakeMeters(meters);
        intake = new Intake(
                kafka,
                new UsageRecords(registry, topics),
                new IntakeSettings(
                        memoryBytes,
                        Duration.ofMillis(kafkaAnswers ? 8_000 : 200),
                        Duration.ofSeconds(30),
                        SessionPrecedence.Rules.GATEWAY_FIRST),
                event -> event,
                intakeMeters,
                System::currentTimeMillis);
        var builder = Server.builder().http(0).gracefulShutdownTimeoutMillis(0, 0);
        new IngestDoors(
                        intake,
                        intakeMeters,
                        tokens,
                        IdentityRules.DEFAULT,
                        new OtlpMapping(OtlpRules.DEFAULT),
                        () -> 0)
                .bind(builder);
        server = builder.build();
        server.start().join();
    }

    static DoorsServer open() {
        return new DoorsServer(() -> ClientTokens.OPEN, 256 << 20, true);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.activeLocalPort() + path);
    }

    /** Posts the body; headers by name and value in turn. */
    HttpResponse<byte[]> post(String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .join();
    }

    HttpResponse<byte[]> post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The ids of the calls that were stored, in order. */
    List<String> storedIds() {
        List<String> ids = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> sent : kafka.history()) {
            if (codec.decode(sent.value()) instanceof Decoded.Usage event) {
                ids.add(event.event().eventId());
            }
        }
        return ids;
    }

    /** The reasons of what was refused, in order. */
    List<String> refusedReasons() {
        List<String> reasons = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> sent : kafka.history()) {
            String reason = UsageHeaders.text(sent.headers(), UsageHeaders.REJECTED);
            if (reason != null) {
                reasons.add(reason);
            }
        }
        return reasons;
    }

    @Override
    public void close() {
        // its threads take two seconds to end: nobody waits for them
        CompletableFuture<?> unused = server.stop();
        intake.close();
    }
}
