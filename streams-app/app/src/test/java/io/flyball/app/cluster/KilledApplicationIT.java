package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.Oracle;
import io.flyball.schemas.testing.RegistryProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The application is killed (SIGKILL) ten times while it counts, and counts every call exactly once all the same. Broker,
 * registry, {@code flyball run}, {@code flyball produce} and {@code flyball report} are processes of their own.
 *
 * <p>The moments are other ones in each run, by a seed that is printed: {@code -Dflyball.fault.seed=N} chooses them again.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KilledApplicationIT {
    private static final int KILLS = 10;
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(90);

    /** Long enough for a part of the input to be read, rerouted, merged and committed; a kill falls anywhere in it. */
    private static final int WORK_MS = 1500;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    private final long seed = Long.getLong("flyball.fault.seed", System.currentTimeMillis());
    private final Random random = new Random(seed);

    @BeforeEach
    void skipWithoutARegistry() {
        assumeTrue(RegistryProcess.home().isPresent(), RegistryProcess.HOW_TO_GET_ONE);
        LoggerFactory.getLogger(KilledApplicationIT.class).warn("Kills by -Dflyball.fault.seed={}", seed);
    }

    @Test
    void countsEveryCallOnceThoughKilledTenTimes() throws Exception {
        // given
        Path expected = Oracle.data("expected/edges.json");
        List<Path> parts = parts(lines(Oracle.data("native/edges.jsonl.gz")));
        try (RealCluster cluster = start()) {
            // when
            Path report = reportAfterKills(
                    cluster,
                    part -> cluster.runOnCluster("produce", parts.get(part).toString(), "--format", "native"));
            // then
            Oracle.assertEqual(expected, report, "--strict-reasons", "--exact-at");
            assertThat(conservation(report).path("in_flight").asLong()).isZero();
        }
    }

    @Test
    void countsRecordsOnWrongPartitionsAndWithoutKeysThoughKilledTenTimes() throws Exception {
        // given
        Path expected = Oracle.data("expected/kv.json");
        List<String> lines = lines(Oracle.data("native/kv.jsonl.gz"));
        try (RealCluster cluster = start();
                StraySender sender = new StraySender(cluster, new Random(seed))) {
            // when
            Path report = reportAfterKills(cluster, part -> sender.send(part(lines, part), Duration.ofMillis(WORK_MS)));
            // then: a record may land behind a later one of its user, which moves peaks and nothing else
            Oracle.assertEqual(expected, report, "--ignore-peaks");
            assertThat(conservation(report).path("in_flight").asLong()).isZero();
            assertThat(conservation(report).path("rerouted").asLong()).isPositive();
        }
    }

    private RealCluster start() {
        return RealCluster.start(folder.resolve("state"), Oracle.data("prices/book.json"));
    }

    /** Kills it once in each part of the input, and has a report of the whole. */
    private Path reportAfterKills(RealCluster cluster, IntConsumer feed) throws Exception {
        RunningApplication application = cluster.startApplication();
        for (int i = 0; i < KILLS; i++) {
            int part = i;
            long sent = cluster.recordsSent();
            assertNothingLost(application, sent);
            CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> feed.accept(part));
            await().atMost(COMES_BACK_WITHIN)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> cluster.recordsSent() > sent || feeding.isDone());
            pause(Duration.ofMillis(random.nextInt(WORK_MS)));
            application.kill();
            application = cluster.startApplication();
            feeding.get();
        }
        assertNothingLost(application, cluster.recordsSent());
        Path report = folder.resolve("report.json");
        cluster.run("report", "--out", report.toString(), "--at", application.address());
        return report;
    }

    /** Conservation: every record that was sent is read once, and is counted as one thing. */
    private static void assertNothingLost(RunningApplication application, long sent) {
        await().atMost(COMES_BACK_WITHIN).untilAsserted(() -> {
            UsageMetrics metrics = application.metrics();
            assertThat(metrics.partitions()).as(application::output).isEqualTo(RealCluster.PARTITIONS);
            assertThat(metrics.unaccounted()).containsOnly(0L);
            assertThat(metrics.readOnce()).as(application::output).isEqualTo(sent);
        });
    }

    private static void pause(Duration length) {
        long untilNanos = System.nanoTime() + length.toNanos();
        await().pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() >= untilNanos);
    }

    private static JsonNode conservation(Path report) throws IOException {
        return new ObjectMapper().readTree(report.toFile()).path("conservation");
    }

    private static List<String> lines(Path gzip) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
            // ISO 8859-1 keeps every byte as it is, and a carriage return ends no line here
            return List.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n"));
        }
    }

    private static List<String> part(List<String> lines, int part) {
        return lines.subList(lines.size() * part / KILLS, lines.size() * (part + 1) / KILLS);
    }

    private List<Path> parts(List<String> lines) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            Path file = folder.resolve("part" + i + ".jsonl");
            Files.writeString(file, String.join("\n", part(lines, i)) + "\n", StandardCharsets.ISO_8859_1);
            files.add(file);
        }
        return files;
    }
}
