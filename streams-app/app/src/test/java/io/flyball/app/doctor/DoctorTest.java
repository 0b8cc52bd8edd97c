package io.flyball.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.flyball.app.config.ConfigSources;
import io.flyball.app.config.FlyballConfig;
import io.flyball.app.doctor.Check.Outcome;
import io.flyball.app.embedded.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
    private static final InstantSource NOW = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;

    DoctorTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void findsAGoodInstallationGoodAndAnEmptyOneWithoutTopics() throws IOException {
        HttpServer registry = registry();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // given
            Map<String, String> settings = Map.of(
                    "flyball.bootstrap-servers",
                    broker.bootstrapServers(),
                    "flyball.registry-url",
                    "http://127.0.0.1:" + registry.getAddress().getPort(),
                    "flyball.state-dir",
                    folder.resolve("state").toString(),
                    "flyball.partitions",
                    "2",
                    "flyball.replication-factor",
                    "1");
            FlyballConfig config = config(settings);

            // when
            Examined empty = examine(config, PATIENCE, NOW);
            try (Admin admin = Admin.create(config.kafkaClient())) {
                config.topics().create(admin);
            }
            Examined whole = examine(config, PATIENCE, NOW);
            Examined skewed = examine(config, PATIENCE, () -> NOW.instant().plusSeconds(60));

            // then
            assertThat(empty.of("topics").outcome()).isEqualTo(Outcome.FAIL);
            assertThat(whole.checks())
                    .allSatisfy(check ->
                            assertThat(check.outcome()).as(check.toString()).isIn(Outcome.OK, Outcome.WARN));
            assertThat(whole.of("transactions")).isEqualTo(Check.ok("transactions", "transaction.version is 2."));
            assertThat(whole.of("clock").outcome()).isEqualTo(Outcome.OK);
            assertThat(skewed.of("clock").outcome()).isEqualTo(Outcome.WARN);
            assertThat(skewed.of("clock").sentence()).contains(" ms ahead of the cluster's");
        } finally {
            registry.stop(0);
        }
    }

    @Test
    void saysWhatDoesNotAnswerAndSkipsWhatNeedsIt() {
        // given
        FlyballConfig config = config(Map.of(
                "flyball.bootstrap-servers", "127.0.0.1:1",
                "flyball.registry-url", "http://127.0.0.1:1",
                "flyball.state-dir", folder.toString()));

        // when
        Examined checks = examine(config, Duration.ofSeconds(1), NOW);

        // then
        assertThat(checks.of("brokers").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(checks.of("brokers").sentence())
                .startsWith("Brokers 127.0.0.1:1 do not answer within 1000 ms (")
                .endsWith("): check flyball.bootstrap-servers, the network and the security settings.");
        assertThat(checks.of("topics").outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(checks.of("registry").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Doctor.passes(checks.checks())).isFalse();
    }

    @Test
    void saysWhichSettingsAreMissing() {
        // when
        Examined checks = examine(config(Map.of("flyball.state-dir", folder.toString())), Duration.ofSeconds(1), NOW);

        // then
        assertThat(checks.of("brokers").sentence())
                .isEqualTo("flyball.bootstrap-servers is missing: set it in the configuration file or as"
                        + " FLYBALL_BOOTSTRAP_SERVERS.");
        assertThat(checks.of("registry").sentence())
                .isEqualTo("flyball.registry-url is missing: set it in the configuration file or as"
                        + " FLYBALL_REGISTRY_URL.");
        assertThat(checks.of("slack").outcome()).isEqualTo(Outcome.WARN);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 1010, OK, ",
        "1005, 1000, 1010, OK, ",
        "5000, 1000, 1010, WARN, 3990 ms behind the cluster's",
        "1000, 5000, 5010, WARN, 4000 ms ahead of the cluster's",
        "1000, 700000, 700010, FAIL, 699000 ms ahead of the cluster's"
    })
    void comparesClocksAndAllowsForTheWayOfTheAnswer(
            long theirs, long before, long after, Outcome outcome, String words) {
        // when
        Check check = ClusterChecks.clock(theirs, before, after);

        // then
        assertThat(check.outcome()).isEqualTo(outcome);
        assertThat(check.sentence()).contains(words == null ? "agrees" : words);
    }

    @ParameterizedTest
    @CsvSource({"0, FAIL", "1, FAIL", "2, OK", "3, OK"})
    void wantsTransactionsThatFenceEveryEpoch(short version, Outcome outcome) {
        // when
        Check check = ClusterChecks.transactions(version);

        // then
        assertThat(check.outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, OK", "1, 1, WARN", "1, 3, FAIL"})
    void wantsAsManyBrokersAsCopies(int brokers, int factor, Outcome outcome) {
        // when
        Check check = ClusterChecks.replication(brokers, factor);

        // then
        assertThat(check.outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "/var/lib/flyball, ext4, 9999999999, OK",
        "/var/lib/flyball, tmpfs, 9999999999, WARN",
        "/tmp/flyball, ext4, 9999999999, WARN",
        "/tmpfiles/flyball, ext4, 9999999999, OK",
        "/var/lib/flyball, ext4, 1000000, WARN"
    })
    void wantsStateOnADiskWithRoom(Path state, String storeType, long usableBytes, Outcome outcome) {
        // when
        Check check = StateFolder.onDisk(state, storeType, usableBytes);

        // then
        assertThat(check.outcome()).isEqualTo(outcome);
    }

    @Test
    void failsAStateFolderThatIsAFileAndLeavesNothingInAGoodOne() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("file"), "x");

        // when
        Check bad = StateFolder.check(file);
        StateFolder.check(folder.resolve("not/yet/there"));

        // then
        assertThat(bad).isEqualTo(Check.fail("state folder", file + " is a file: give flyball.state-dir a folder."));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    /** What the doctor found, by name. */
    private record Examined(List<Check> checks) {
        Check of(String name) {
            return checks.stream()
                    .filter(check -> check.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Examined examine(FlyballConfig config, Duration patience, InstantSource clock) {
        return new Examined(new Doctor(config, patience, clock).examine());
    }

    private static FlyballConfig config(Map<String, String> flags) {
        return FlyballConfig.load(new ConfigSources(null, Map.of(), Map.of(), new HashMap<>(flags)));
    }

    /** Knows no schema and says so as Confluent's does. */
    private static HttpServer registry() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"error_code\": 40403, \"message\": \"Schema not found\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
