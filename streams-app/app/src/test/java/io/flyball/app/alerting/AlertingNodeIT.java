package io.flyball.app.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.SlackPost;
import io.flyball.app.config.Role;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.feed.ControlSender;
import io.flyball.app.node.GovernorNode;
import io.flyball.app.node.NodeSettings;
import io.flyball.app.slack.SlackHand;
import io.flyball.app.slack.ToldInSlack;
import io.flyball.app.streams.TopicTail;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Person;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageEventCodec;
import io.flyball.schemas.avro.AnswerRecord;
import io.flyball.schemas.avro.ControlRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what a user spends to what people read and answer in Slack, over a real broker, with a restart in the middle. */
class AlertingNodeIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final TopicCatalogue TOPICS = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 2, (short) 1);
    private static final String ANN = "D000ANN";
    private static final String BOSS = "U000BOSS";
    private static final String BOSS_EMAIL = "boss@example.com";
    private static final String APPROVER = "D000BOSS";

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    private final FakeSlack slack = FakeSlack.start();

    private final Path folder;

    AlertingNodeIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void setUp() throws Exception {
        slack.know(BOSS, BOSS_EMAIL, APPROVER);
        try (Admin admin = Admin.create(client)) {
            TOPICS.create(admin);
        }
        new ControlSender(client, registry, TOPICS)
                .send(List.of(
                        ControlMapping.ofPolicy(hundredDollarsADay()),
                        ControlMapping.ofPerson(
                                new Person("ann", "payments", "", FakeSlack.USER, FakeSlack.EMAIL, "", ""))));
    }

    @AfterEach
    void close() {
        slack.close();
        registry.close();
        broker.close();
    }

    @Test
    void whatSomebodySpendsIsToldOnceAnsweredApprovedAndOver() throws Exception {
        try (GovernorNode node = start()) {
            // given: one message, which says what is done and what drove it
            spend("120");
            await().atMost(WITHIN).untilAsserted(() -> assertThat(only(ANN))
                    .contains("$120.00", "Requests are paced", "claude-opus-4-6 100%"));
            // when: it is intended
            hand(node).choose(FakeSlack.USER, message(ANN), "snooze", "4h");
            // then
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(only(ANN)).contains("Intended, says " + FakeSlack.EMAIL));
        }
        try (GovernorNode node = start()) {
            // when: another process goes on
            hand(node).press(FakeSlack.USER, message(ANN), "ask");
            await().atMost(WITHIN).until(() -> !slack.views().isEmpty());
            hand(node).fillIn(FakeSlack.USER, "100", "1d");
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(only(APPROVER)).contains("$100.00", "release week"));
            hand(node).press(BOSS, message(APPROVER), "approve");
            // then: the throttle is lifted, and both messages say so
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(signals()).last().asString().contains("\"level\":\"clear\""));
            await().atMost(WITHIN).untilAsserted(() -> assertThat(only(ANN))
                    .contains("Over: ", "Approved by " + BOSS_EMAIL, "Nothing is slowed")
                    .doesNotContain("Ask for more"));
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(only(APPROVER)).contains("Approved by " + BOSS_EMAIL));
        }
        assertThat(answers())
                .extracting(AnswerRecord::getAction, AnswerRecord::getRefused)
                .containsExactly(tuple("snooze", ""), tuple("ask", ""), tuple("approve", ""));
    }

    private SlackHand hand(GovernorNode node) {
        return new SlackHand(slack, "http://127.0.0.1:" + node.httpPort());
    }

    /** The one message that stands in a channel by itself. */
    private SlackPost message(String channel) {
        List<SlackPost> messages = slack.messagesIn(channel);
        assertThat(messages).as(channel).hasSize(1);
        return messages.get(0);
    }

    private String only(String channel) {
        return message(channel).text() + message(channel).blocks();
    }

    private GovernorNode start() {
        NodeSettings node = NodeSettings.usual(
                client,
                TOPICS,
                new StreamsConfigs(broker.bootstrapServers(), "alerting", folder.toString(), 1, Duration.ofMillis(100)),
                Set.of(Role.STREAMS, Role.ALERTING));
        GovernorNode started =
                GovernorNode.start(node, registry, ToldInSlack.of(slack, FakeSlack.CHANNEL, BOSS_EMAIL), List.of());
        await().atMost(WITHIN).until(() -> started.streams().running());
        return started;
    }

    private void spend(String usd) {
        UsageEvent call = UsageEvent.builder()
                .eventId("e-1")
                .timeMs(System.currentTimeMillis())
                .user("ann")
                .model("claude-opus-4-6")
                .session("s-1")
                .reportedCostUsd(new BigDecimal(usd))
                .build();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    TOPICS.name(Topic.USAGE),
                    "ann".getBytes(StandardCharsets.UTF_8),
                    new UsageEventCodec(registry, TOPICS).encode(call)));
        }
    }

    private List<String> signals() {
        List<String> signals = new ArrayList<>();
        new TopicTail(client)
                .readAll(
                        TOPICS.name(Topic.THROTTLE),
                        record -> signals.add(
                                record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8)));
        return signals;
    }

    /** Of the first partition: every control record lies in each. */
    private List<AnswerRecord> answers() {
        List<AnswerRecord> answers = new ArrayList<>();
        AvroSerde<ControlRecord> values = new AvroSerde<>(registry, TOPICS, Topic.CONTROL, ControlRecord.class);
        new TopicTail(client).readAll(TOPICS.name(Topic.CONTROL), record -> {
            ControlRecord control = values.deserialize(record.value());
            if (record.partition() == 0 && control.getAnswer() != null) {
                answers.add(control.getAnswer());
            }
        });
        return answers;
    }

    /** Users are paced from a hundred dollars in 24 hours on. */
    private static Policy hundredDollarsADay() {
        return new Policy(
                "default",
                ZoneOffset.UTC,
                Policy.DEFAULT_HORIZON_MS,
                TrustReportedCost.UNPRICED_ONLY,
                List.of(new Policy.Budget(
                        new ScopeMatch(Dimension.USER, "*"),
                        Window.ROLLING_24H,
                        100 * NanoUsd.PER_USD,
                        List.of(new Policy.Rung(BigDecimal.ONE, Level.PACE)))),
                List.of(),
                null,
                List.of(),
                Policy.standard().ladder(),
                List.of(),
                FindingRules.NONE);
    }
}
