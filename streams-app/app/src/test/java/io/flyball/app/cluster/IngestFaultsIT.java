package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flyball.app.streams.TopicTail;
import io.flyball.schemas.ChargeCodec;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.testing.RegistryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Usage comes in by a schedule while the broker or the doors are killed, stopped or stand still: what was acknowledged is
 * counted exactly once, what was not at most once. Broker, registry, {@code flyball run --role ingest} and
 * {@code flyball run --role streams} are processes of their own; all tests share them.
 *
 * <p>The moments are other ones in each run, by a seed that is printed: {@code -Dflyball.fault.seed=N} chooses them again.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestFaultsIT {
    private static final Logger LOG = LoggerFactory.getLogger(IngestFaultsIT.class);
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(120);
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(60);

    /** So little that what piles up before a broker that is away would not fit into it. */
    private static final String SMALL_HEAP = "-Xmx192m -XX:+UseSerialGC";

    private static final String MEMORY = "32MiB";
    private static final long ONE_CLIENTS_SHARE_BYTES = 16 << 20;

    private static final int REQUESTS_PER_SECOND = 30;
    private static final int REQUESTS = 20 * REQUESTS_PER_SECOND;
    private static final int BATCH = 10;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    private static Path folder;

    private final long seed = Long.getLong("flyball.fault.seed", System.currentTimeMillis());
    private final Random random = new Random(seed);
    private final int port = BrokerProcess.freePort();

    private RealCluster cluster;

    @SuppressWarnings("NullAway.Init") // before each test
    private RunningApplication streams;

    @SuppressWarnings("NullAway.Init") // before each test
    private RunningApplication ingest;

    @SuppressWarnings("NullAway.Init") // before each test
    IngestFaultsIT() {}

    @BeforeEach
    void start() throws IOException {
        assumeTrue(RegistryProcess.home().isPresent(), RegistryProcess.HOW_TO_GET_ONE);
        if (cluster == null) {
            LOG.warn("Faults by -Dflyball.fault.seed={}", seed);
            Path prices = folder.resolve("prices.yaml");
            Files.writeString(
                    prices,
                    "prices: [{model: m-1, from: 2020-01-01T00:00:00Z, usd_per_mtok: {input: \"1\", output: \"2\"}}]");
            cluster = RealCluster.start(folder.resolve("state"), prices);
            streams = cluster.startApplication();
            ingest = startIngest();
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private RunningApplication startIngest() {
        RunningApplication started = cluster.startIngest(port, SMALL_HEAP, MEMORY);
        started.address();
        return started;
    }

    @Test
    void countsWhatItAcknowledgedOnceThoughTheBrokerIsKilled() throws Exception {
        try (UsageClients clients = clients("broker-killed");
                MemoryWatch memory = new MemoryWatch(ingest)) {
            // given
            clients.start(REQUESTS, REQUESTS_PER_SECOND, BATCH);
            awaitMiddle(clients);
            // when
            long killedNanos = System.nanoTime();
            cluster.broker().kill();
            pause(Duration.ofMillis(2_000 + random.nextInt(6_000)));
            cluster.broker().restart();
            told("Broker and its start", killedNanos);
            // then
            assertCountedOnce(clients);
            assertNothingHeld(memory);
            assertThat(memory.mostBytes()).isLessThanOrEqualTo(ONE_CLIENTS_SHARE_BYTES);
        }
    }

    @Test
    void countsWhatItAcknowledgedOnceThoughTheDoorsAreKilled() throws Exception {
        try (UsageClients clients = clients("doors-killed")) {
            // given
            clients.start(REQUESTS, REQUESTS_PER_SECOND, BATCH);
            awaitMiddle(clients);
            // when
            long beganNanos = System.nanoTime();
            ingest.kill();
            ingest = startIngest();
            told("Doors and their start", beganNanos);
            // then
            assertCountedOnce(clients);
        }
    }

    @Test
    void answersWhatItTookBeforeItStops() throws Exception {
        try (UsageClients clients = clients("doors-stopped")) {
            // given
            clients.start(REQUESTS, REQUESTS_PER_SECOND, BATCH);
            awaitMiddle(clients);
            // when
            long beganNanos = System.nanoTime();
            ingest.stop();
            ingest = startIngest();
            told("Doors and their start", beganNanos);
            // then
            assertCountedOnce(clients);
        }
    }

    @Test
    void holdsNoMoreThanItMayWhileTheBrokerStandsStill() throws Exception {
        try (UsageClients clients = new UsageClients(port, "broker-still-" + seed, GIVE_UP_AFTER, 1_000);
                MemoryWatch memory = new MemoryWatch(ingest)) {
            // given
            clients.start(600, 20, 100);
            awaitMiddle(clients);
            // when
            cluster.broker().standStill();
            pause(Duration.ofSeconds(20));
            cluster.broker().goOn();
            // then
            assertCountedOnce(clients);
            assertNothingHeld(memory);
            assertThat(memory.mostBytes()).isBetween(1L << 20, ONE_CLIENTS_SHARE_BYTES);
            assertThat(clients.statuses()).as(clients::toString).containsKey(503);
        }
    }

    private static void told(String who, long sinceNanos) {
        LOG.warn("{}: away for {} ms", who, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos));
    }

    private UsageClients clients(String name) {
        return new UsageClients(port, name + "-" + seed, GIVE_UP_AFTER, 0);
    }

    private void awaitMiddle(UsageClients clients) {
        int from = 60 + random.nextInt(60);
        await().atMost(COMES_BACK_WITHIN).until(() -> clients.settled() >= from);
    }

    private static void pause(Duration length) {
        long untilNanos = System.nanoTime() + length.toNanos();
        await().atMost(length.plusSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> System.nanoTime() >= untilNanos);
    }

    private void assertCountedOnce(UsageClients clients) throws Exception {
        clients.awaitSettled();
        assertThat(ingest.isAlive()).as(ingest::output).isTrue();
        assertThat(streams.isAlive()).as(streams::output).isTrue();
        assertThat(clients.statuses().keySet()).as(clients::toString).isSubsetOf(0, 200, 429, 503);
        assertThat(clients.withoutRetryAfter())
                .as("429 and 503 without Retry-After")
                .isZero();
        awaitAllRead();
        Map<String, Integer> charged = chargesById();
        Map<String, Integer> ofThese = new HashMap<>(charged);
        ofThese.keySet().retainAll(clients.sent());
        LOG.warn("{}, {} charged", clients, ofThese.size());
        assertThat(ofThese.keySet()).containsAll(clients.acknowledged());
        assertThat(Set.copyOf(charged.values())).as("charges of one call").containsExactly(1);
        assertThat(clients.acknowledged()).isNotEmpty();
    }

    /** Conservation: every record that was stored is read once, and is counted as one thing. */
    private void awaitAllRead() {
        await().atMost(COMES_BACK_WITHIN)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    long stored = cluster.recordsSent();
                    UsageMetrics metrics = streams.metrics();
                    assertThat(metrics.partitions()).as(streams::output).isEqualTo(RealCluster.PARTITIONS);
                    assertThat(metrics.unaccounted()).containsOnly(0L);
                    assertThat(metrics.readOnce()).isEqualTo(stored);
                });
    }

    private static void assertNothingHeld(MemoryWatch memory) {
        await().atMost(COMES_BACK_WITHIN)
                .untilAsserted(() -> assertThat(memory.heldBytes()).isZero());
        assertThat(memory.looks()).isPositive();
    }

    private Map<String, Integer> chargesById() {
        TopicCatalogue topics = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, RealCluster.PARTITIONS, (short) 1);
        Map<String, Integer> charges = new HashMap<>();
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster.registryUrl())) {
            ChargeCodec codec = new ChargeCodec(registry, topics);
            new TopicTail(Map.of("bootstrap.servers", cluster.brokers()))
                    .readAll(
                            topics.name(Topic.CHARGES),
                            record -> charges.merge(codec.read(record.value()).chargeId(), 1, Integer::sum));
        }
        return charges;
    }
}
