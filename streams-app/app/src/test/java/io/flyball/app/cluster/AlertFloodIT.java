package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.SlackPost;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.connect.fake.FakeRegistry;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.Alert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** {@code flyball run --role alerting} under a flood, killed (SIGKILL) in the middle, before a Slack that limits calls. */
@Timeout(600)
class AlertFloodIT {
    private static final int FINDINGS = 10_000;
    private static final int PEOPLE = 100;
    private static final int BUDGET = 30;
    private static final long MINUTE_MS = 60_000;
    private static final Duration WITHIN = Duration.ofMinutes(6);
    private static final TopicCatalogue TOPICS = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 4, (short) 1);
    private static final Pattern TOGETHER = Pattern.compile("Too many to tell one by one: (\\d+) finding.*");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    @Test
    void tenThousandFindingsInAMinuteKeepTheBudgetAndAreAllToldThoughTheProcessIsKilled() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                FakeRegistry registry = FakeRegistry.start();
                SchemaRegistry schemas = SchemaRegistry.connect(registry.url());
                FakeSlack slack = FakeSlack.start()) {
            // given
            createTopics(broker);
            slack.limitRates();
            for (int i = 0; i < PEOPLE; i++) {
                slack.know("U" + (1_000 + i), "p" + i + "@example.com", "D" + (1_000 + i));
            }
            Path settings = settings(broker, registry, slack);
            long beginMs = System.currentTimeMillis();
            try (RunningApplication first = run(settings)) {
                assertThat(first.address()).isNotEmpty();
                send(broker, schemas, 0, FINDINGS / 2);
                await().atMost(WITHIN).until(() -> slack.shown().size() >= BUDGET / 2);
                // when
                first.kill();
            }
            send(broker, schemas, FINDINGS / 2, FINDINGS);
            try (RunningApplication second = run(settings)) {
                assertThat(second.address()).isNotEmpty();
                await().atMost(WITHIN).until(() -> alone(slack) + together(slack) >= FINDINGS);
            }
            // then
            tellFigures(slack, beginMs);
            assertThat(alone(slack) + together(slack)).isEqualTo(FINDINGS);
            assertThat(slack.shown()).extracting(SlackPost::metadata).doesNotHaveDuplicates();
            assertThat(mostInAMinute(slack.sendsAtMs())).isLessThanOrEqualTo(BUDGET);
            assertThat(slack.rateLimited()).isPositive();
            assertThat(slack.earlyComers()).isEmpty();
        }
    }

    private static void tellFigures(FakeSlack slack, long beginMs) {
        LoggerFactory.getLogger(AlertFloodIT.class)
                .warn(
                        "{} findings: {} told alone, {} together, {} sends in the fullest minute, {} calls limited, {} s",
                        FINDINGS,
                        alone(slack),
                        together(slack),
                        mostInAMinute(slack.sendsAtMs()),
                        slack.rateLimited(),
                        (System.currentTimeMillis() - beginMs) / 1_000);
    }

    private static void createTopics(EmbeddedBroker broker) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(TOPICS.create(admin).problems()).isEmpty();
        }
    }

    private Path settings(EmbeddedBroker broker, FakeRegistry registry, FakeSlack slack) throws IOException {
        List<String> lines = List.of(
                "flyball.bootstrap-servers=" + broker.bootstrapServers(),
                "flyball.registry-url=" + registry.url(),
                "flyball.http-port=0",
                "flyball.slack-token=" + FakeSlack.TOKEN,
                "flyball.slack-api-url=" + slack.apiUrlPrefix(),
                "flyball.slack-channel=#alerts",
                "flyball.alerting-messages-per-minute=" + BUDGET,
                // A process that was killed leaves the group that soon.
                "flyball.kafka.session.timeout.ms=6000");
        return Files.write(folder.resolve("flyball.properties"), lines);
    }

    private static RunningApplication run(Path settings) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.flyball.app.Main",
                "run",
                "--config",
                settings.toString(),
                "--role",
                "alerting");
        builder.environment().keySet().removeIf(name -> name.startsWith("FLYBALL_"));
        return new RunningApplication(ChildProcess.start(builder));
    }

    private static void send(EmbeddedBroker broker, SchemaRegistry schemas, int from, int to) {
        AvroSerde<Alert> values = new AvroSerde<>(schemas, TOPICS, Topic.ALERTS, Alert.class);
        try (KafkaProducer<byte[], byte[]> governor = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                Alert alert = alert(i);
                byte[] key = alert.getScope().getBytes(StandardCharsets.UTF_8);
                governor.send(new ProducerRecord<>(TOPICS.name(Topic.ALERTS), key, values.serialize(alert)));
            }
        }
    }

    /** Some of people whom Slack knows, some of people whom it does not, most of people without an address. */
    private static Alert alert(int number) {
        int person = number % (FINDINGS / 2);
        String scope = "user:u" + number;
        if (number < PEOPLE) {
            scope = "user:p" + number + "@example.com";
        } else if (person < 2 * PEOPLE) {
            scope = "user:n" + number + "@example.com";
        }
        return Alert.newBuilder()
                .setId("burn-" + number + "/opened")
                .setChange("opened")
                .setFindingId("burn-" + number)
                .setKind("burn")
                .setScope(scope)
                .setSeverity(number % 3 == 0 ? "high" : "medium")
                .setWindow("3d")
                .setCostNanoUsd(1_000_000_000L * (FINDINGS - number))
                .setAtMs(System.currentTimeMillis())
                .setText(scope + " spends fast.")
                .build();
    }

    private static long alone(FakeSlack slack) {
        return slack.shown().stream()
                .filter(post -> post.text().startsWith("New: "))
                .count();
    }

    private static int together(FakeSlack slack) {
        int all = 0;
        for (SlackPost post : slack.shown()) {
            Matcher digest = TOGETHER.matcher(post.text());
            all += digest.matches() ? Integer.parseInt(digest.group(1)) : 0;
        }
        return all;
    }

    private static int mostInAMinute(List<Long> atMs) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < atMs.size(); to++) {
            while (atMs.get(from) + MINUTE_MS <= atMs.get(to)) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
