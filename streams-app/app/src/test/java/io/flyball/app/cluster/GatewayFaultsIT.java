package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import io.flyball.app.cluster.GatewayTraffic.Answer;
import io.flyball.schemas.testing.RegistryProcess;
import io.flyball.sidecar.testing.EnvoyProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls go through a real Envoy to a model while the sidecar, the streams application and the broker are killed: every
 * call is answered, nobody but the paced is slowed, staleness shows, and signals lapse at their time. All of Flyball runs
 * as processes of their own, and the signals are what the application makes of reported usage.
 */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayFaultsIT {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayFaultsIT.class);
    private static final Duration WITHIN = Duration.ofSeconds(120);
    private static final long HOUR_MS = 3_600_000;

    /** When a signal of {@link #slowForAShortWhile} ends, at the latest; a minute sooner at the earliest. */
    private static final long SHORT_WHILE_MS = 110_000;

    /** More answers in a row than a paced session is let through within a minute. */
    private static final int FREE_IN_A_ROW = 4;

    private static final int CALLS_PER_SECOND = 10;
    private static final String ANN = "ann";
    private static final List<String> OTHERS = List.of("bob", "cleo", "dan");
    private static final String EXT_AUTHZ = "grpc_service: {envoy_grpc: {cluster_name: flyball}, timeout: 2s}";
    private static final String PRICES =
            "prices: [{model: m-1, from: 2020-01-01T00:00:00Z, usd_per_mtok: {input: \"1\", output: \"2\"}}]";
    private static final String POLICY = """
            name: faults
            dwell: 5s
            findings:
              burn: [{dimension: user, match: "*", window: 1h, open_usd: "1", level: pace}]
            ladder: {pace: {max_requests_per_minute: 1}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    private static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final int sidecarPort = BrokerProcess.freePort();
    private final int ingestPort = BrokerProcess.freePort();
    private final Server model = Server.builder()
            .http(new InetSocketAddress("127.0.0.1", 0))
            .serviceUnder("/", (ctx, request) -> HttpResponse.of("what the model says"))
            .build();

    private RealCluster cluster;

    @SuppressWarnings("NullAway.Init") // before each test
    private RunningApplication streams;

    @SuppressWarnings("NullAway.Init") // before each test
    private RunningApplication sidecar;

    @SuppressWarnings("NullAway.Init") // before each test
    private EnvoyProcess envoy;

    @SuppressWarnings("NullAway.Init") // before each test
    GatewayFaultsIT() {}

    @BeforeEach
    void start() throws Exception {
        assumeTrue(RegistryProcess.home().isPresent(), RegistryProcess.HOW_TO_GET_ONE);
        assumeTrue(EnvoyProcess.executable().isPresent(), EnvoyProcess.HOW_TO_GET_ONE);
        if (cluster == null) {
            Path prices = Files.writeString(folder.resolve("prices.yaml"), PRICES);
            Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
            cluster = RealCluster.start(folder.resolve("state"), prices);
            cluster.runOnCluster("policy", "apply", policy.toString());
            streams = cluster.startApplication();
            cluster.startIngest(ingestPort, "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1", "32MiB")
                    .address();
            sidecar = cluster.startGateway(sidecarPort);
            sidecar.address();
            model.start().join();
            envoy = EnvoyProcess.start(folder, EXT_AUTHZ, sidecarPort, model.activeLocalPort());
            spends(ANN, System.currentTimeMillis());
            awaitSignal(ANN);
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (envoy != null) {
            envoy.close();
        }
        model.stop().join();
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void trafficGoesOnWithoutTheSidecarAndIsPacedAgainWhenItIsBack() throws Exception {
        try (GatewayTraffic traffic = new GatewayTraffic(envoy.uri("/v1/messages"))) {
            // given
            traffic.start(callers(ANN), CALLS_PER_SECOND);
            awaitSlowed(traffic, ANN, 0);
            // when
            sidecar.kill();
            long killedMs = System.currentTimeMillis();
            long freeMs = awaitFree(traffic, ANN, killedMs);
            long startedMs = System.currentTimeMillis();
            sidecar = cluster.startGateway(sidecarPort);
            sidecar.address();
            long backMs = System.currentTimeMillis();
            long slowedMs = awaitSlowed(traffic, ANN, backMs);
            // then
            told(
                    "Sidecar killed: ann free after {} ms, slowed {} ms after it is back",
                    freeMs - killedMs,
                    slowedMs - backMs);
            assertThat(traffic.since(killedMs, answer -> answer.sentMs() < startedMs))
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200))
                    .allSatisfy(answer -> assertThat(answer.level()).isEmpty())
                    .hasSizeGreaterThan(CALLS_PER_SECOND);
            assertAnswered(traffic, List.of(ANN));
        }
    }

    @Test
    void signalsHoldAndLapseWithoutTheStreamsApplication() throws Exception {
        try (GatewayTraffic traffic = new GatewayTraffic(envoy.uri("/v1/messages"))) {
            // given
            long lapsesMs = slowForAShortWhile("eve");
            traffic.start(callers(ANN, "eve"), CALLS_PER_SECOND);
            awaitSlowed(traffic, "eve", 0);
            // when
            streams.kill();
            long killedMs = System.currentTimeMillis();
            long freeMs = awaitFree(traffic, "eve", killedMs);
            // then
            told(
                    "Streams killed: eve free {} ms after valid_until, {} ms after the kill",
                    freeMs - lapsesMs,
                    freeMs - killedMs);
            assertThat(freeMs).isGreaterThanOrEqualTo(lapsesMs);
            awaitSlowed(traffic, ANN, freeMs);
            assertThat(streams.isAlive()).isFalse();
            assertThat(traffic.since(0, Answer::stale)).isEmpty();
            assertAnswered(traffic, List.of(ANN, "eve"));
        } finally {
            streams = cluster.startApplication();
        }
    }

    @Test
    void stalenessShowsAndSignalsLapseWithoutTheBroker() throws Exception {
        try (GatewayTraffic traffic = new GatewayTraffic(envoy.uri("/v1/messages"))) {
            // given
            long lapsesMs = slowForAShortWhile("fay");
            traffic.start(callers(ANN, "fay"), CALLS_PER_SECOND);
            awaitSlowed(traffic, "fay", 0);
            // when
            cluster.broker().kill();
            long killedMs = System.currentTimeMillis();
            await().atMost(WITHIN)
                    .until(() -> !traffic.since(killedMs, Answer::stale).isEmpty());
            // then
            long staleMs = traffic.since(killedMs, Answer::stale).get(0).sentMs();
            assertThat(table().path("age_ms").asLong()).isGreaterThan(RealCluster.GATEWAY_STALE_AFTER_SECONDS * 1_000L);
            assertThat(table().path("stale").asBoolean()).isTrue();
            assertThat(sidecar.scrape()).contains("flyball_gateway_stale 1");
            long freeMs = awaitFree(traffic, "fay", killedMs);
            long slowedMs = awaitSlowed(traffic, ANN, freeMs);
            assertThat(freeMs).isGreaterThanOrEqualTo(lapsesMs);
            assertThat(traffic.since(staleMs, answer -> answer.sentMs() <= slowedMs))
                    .allMatch(Answer::stale);
            cluster.broker().restart();
            long backMs = System.currentTimeMillis();
            await().atMost(WITHIN).until(() -> !table().path("stale").asBoolean());
            long freshMs = System.currentTimeMillis();
            await().atMost(WITHIN)
                    .until(() -> traffic.since(freshMs, answer -> true).size() >= CALLS_PER_SECOND);
            assertThat(traffic.since(freshMs, Answer::stale)).isEmpty();
            told(
                    "Broker killed: stale {} ms after, fay free {} ms after valid_until, fresh {} ms after it is back",
                    staleMs - killedMs,
                    freeMs - lapsesMs,
                    freshMs - backMs);
            assertAnswered(traffic, List.of(ANN, "fay"));
        }
    }

    private static List<String> callers(String... paced) {
        return Stream.concat(Stream.of(paced), OTHERS.stream()).toList();
    }

    /** Reports usage that crosses the line; the window holds it until an hour after {@code atMs}. */
    private void spends(String user, long atMs) throws Exception {
        String record = "{\"event_id\":\"burn-of-" + user + "\",\"time\":" + atMs + ",\"model\":\"m-1\",\"user\":\""
                + user + "\",\"team\":\"payments\",\"input_tokens\":3000000,\"output_tokens\":10}\n";
        HttpRequest report = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingestPort + "/v1/usage"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(record))
                .build();
        assertThat(http.send(report, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    /** Has a user slowed whose usage leaves the window soon; says when that ends by itself. */
    private long slowForAShortWhile(String user) throws Exception {
        spends(user, System.currentTimeMillis() - HOUR_MS + SHORT_WHILE_MS);
        return awaitSignal(user);
    }

    private long awaitSignal(String user) {
        URI signal = URI.create("http://127.0.0.1:" + sidecarPort + "/v1/throttle/user:" + user);
        await().atMost(WITHIN).until(() -> get(signal).path("level").asText().equals("pace"));
        return Instant.parse(get(signal).path("valid_until").asText()).toEpochMilli();
    }

    private JsonNode table() {
        return get(URI.create("http://127.0.0.1:" + sidecarPort + "/readyz")).path("throttle_table");
    }

    private JsonNode get(URI uri) {
        try {
            return json.readTree(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** When a call of the user was first slowed since. */
    private static long awaitSlowed(GatewayTraffic traffic, String user, long sinceMs) {
        await().atMost(WITHIN).until(() -> !slowed(traffic, user, sinceMs).isEmpty());
        return slowed(traffic, user, sinceMs).get(0).sentMs();
    }

    private static List<Answer> slowed(GatewayTraffic traffic, String user, long sinceMs) {
        return traffic.since(sinceMs, answer -> answer.user().equals(user) && answer.status() == 429);
    }

    /** When the first of several calls in a row was let through, more than a paced user has. */
    private static long awaitFree(GatewayTraffic traffic, String user, long sinceMs) {
        await().atMost(WITHIN.multipliedBy(2)).until(() -> freeSince(traffic, user, sinceMs) > 0);
        return freeSince(traffic, user, sinceMs);
    }

    private static long freeSince(GatewayTraffic traffic, String user, long sinceMs) {
        List<Answer> answers = traffic.since(sinceMs, answer -> answer.user().equals(user));
        int inARow = 0;
        for (Answer answer : answers) {
            inARow = answer.status() == 200 ? inARow + 1 : 0;
            if (inARow == FREE_IN_A_ROW) {
                return answers.get(answers.indexOf(answer) - FREE_IN_A_ROW + 1).sentMs();
            }
        }
        return 0;
    }

    private static void told(String what, Object... figures) {
        LOG.warn(what, figures);
    }

    /** As many answers as calls, none of them an error, and nobody slowed but these. */
    private static void assertAnswered(GatewayTraffic traffic, List<String> paced) throws Exception {
        int sent = traffic.stop();
        List<Answer> all = traffic.since(0, answer -> true);
        long slowestMs = traffic.since(0, answer -> OTHERS.contains(answer.user())).stream()
                .mapToLong(Answer::tookMs)
                .max()
                .orElseThrow();
        LOG.warn(
                "{} sent, {} answered: {}; slowest of the others {} ms",
                sent,
                all.size(),
                traffic.statuses(),
                slowestMs);
        assertThat(all).hasSize(sent);
        assertThat(all).allSatisfy(answer -> assertThat(answer.status())
                .isIn(paced.contains(answer.user()) ? List.of(200, 429) : List.of(200)));
    }
}
