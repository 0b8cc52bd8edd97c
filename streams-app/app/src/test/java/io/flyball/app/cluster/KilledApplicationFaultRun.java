package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.Oracle;
import io.flyball.ingest.NativeRecord;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageEventCodec;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application is killed while it counts, and counts every call exactly once all the same. Takes some ten minutes, so it
 * is a tier of its own: {@code mvn verify -Pregistry -Dit.test=KilledApplicationFaultRun}.
 */
class KilledApplicationFaultRun {
    private static final long SEED = 20_261_122L;
    private static final int KILLS = 10;
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(90);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    void countsEveryCallOnceThoughKilledTenTimes() throws Exception {
        // given
        Path input = Oracle.data("native/edges.jsonl.gz");
        List<String> lines = lines(input);
        try (RealCluster cluster = RealCluster.start(folder.resolve("state"), Oracle.data("prices/book.json"))) {
            ChildProcess application = cluster.startApplication();
            // when
            for (int i = 0; i < KILLS; i++) {
                Path part = write("part" + i, lines.subList(lines.size() * i / KILLS, lines.size() * (i + 1) / KILLS));
                cluster.runOnCluster("produce", part.toString(), "--format", "native");
                pauseAtRandom();
                application.kill();
                application = cluster.startApplication();
                assertConserved(RealCluster.address(application));
            }
            // then
            Path report = report(cluster, application);
            application.close();
            Oracle.assertEqual(Oracle.data("expected/edges.json"), report, "--strict-reasons", "--exact-at");
            assertThat(json(report).path("conservation").path("in_flight").asLong())
                    .isZero();
        }
    }

    @Test
    void countsRecordsOnWrongPartitionsAndWithoutKeysThoughKilled() throws Exception {
        // given
        List<String> lines = lines(Oracle.data("native/kv.jsonl.gz"));
        try (RealCluster cluster = RealCluster.start(folder.resolve("state"), Oracle.data("prices/book.json"))) {
            ChildProcess application = cluster.startApplication();
            RealCluster.address(application);
            // when
            for (int i = 0; i < KILLS; i++) {
                sendAnywhere(cluster, lines.subList(lines.size() * i / KILLS, lines.size() * (i + 1) / KILLS));
                pauseAtRandom();
                if (i % 3 == 0) {
                    application.kill();
                    application = cluster.startApplication();
                }
                assertConserved(RealCluster.address(application));
            }
            // then: a record may land behind a later one of its user, which moves peaks and nothing else
            Path report = report(cluster, application);
            application.close();
            Oracle.assertEqual(Oracle.data("expected/kv.json"), report, "--ignore-peaks");
            assertThat(json(report).path("conservation").path("rerouted").asLong())
                    .isPositive();
        }
    }

    private Path report(RealCluster cluster, ChildProcess application) throws InterruptedException {
        Path report = folder.resolve("report.json");
        String address = RealCluster.address(application);
        await().atMost(COMES_BACK_WITHIN).until(() -> get(address + "/readyz").statusCode() == 200);
        cluster.run("report", "--out", report.toString(), "--at", address);
        return report;
    }

    /** Killed at any point of its work: somewhere in the first seconds after the records are there. */
    private void pauseAtRandom() {
        long untilNanos =
                System.nanoTime() + Duration.ofMillis(random.nextInt(2500)).toNanos();
        await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() >= untilNanos);
    }

    private static void assertConserved(String address) throws Exception {
        await().atMost(COMES_BACK_WITHIN)
                .until(() -> get(address + "/metrics").body().contains("flyball_usage_unaccounted{"));
        get(address + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("flyball_usage_unaccounted{"))
                .forEach(line -> assertThat(line).endsWith(" 0.0"));
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private void sendAnywhere(RealCluster cluster, List<String> lines) {
        TopicCatalogue topics = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, RealCluster.PARTITIONS, (short) 1);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster.registryUrl());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", cluster.brokers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            UsageEventCodec codec = new UsageEventCodec(registry, topics);
            NativeRecord reader = new NativeRecord();
            for (String line : lines) {
                NativeRecord.Outcome outcome =
                        reader.read(line.getBytes(StandardCharsets.UTF_8), System.currentTimeMillis());
                byte[] value = codec.encode(((NativeRecord.Valid) outcome).event());
                byte[] key = random.nextBoolean() ? null : new byte[] {(byte) random.nextInt()};
                int partition = random.nextInt(RealCluster.PARTITIONS);
                producer.send(new ProducerRecord<>(topics.name(Topic.USAGE), partition, key, value));
            }
        }
    }

    private static JsonNode json(Path report) throws Exception {
        return new ObjectMapper().readTree(report.toFile());
    }

    private static List<String> lines(Path gzip) throws Exception {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(gzip)), StandardCharsets.ISO_8859_1))) {
            return reader.lines().toList();
        }
    }

    private Path write(String name, List<String> lines) throws Exception {
        Path file = folder.resolve(name + ".jsonl");
        try (PrintWriter out = new PrintWriter(file.toFile(), StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> out.print(line + "\n"));
        }
        return file;
    }
}
