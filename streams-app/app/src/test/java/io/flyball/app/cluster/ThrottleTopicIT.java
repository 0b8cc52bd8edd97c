package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.core.govern.AppliesTo;
import io.flyball.core.govern.Cause;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.gateway.ThrottleLevel;
import io.flyball.gateway.ThrottleSignal;
import io.flyball.gateway.ThrottleTable;
import io.flyball.gateway.ThrottleTopicReader;
import io.flyball.schemas.ThrottleJson;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What the governor writes to the throttle topic is what the gateways' library reads from it, on a real broker. */
class ThrottleTopicIT {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final TopicCatalogue TOPICS = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 2, (short) 1);
    private static final String THROTTLE = TOPICS.name(Topic.THROTTLE);
    private static final Scope ANN = Scope.parse("user:ann");
    private static final long NOW_MS = System.currentTimeMillis();
    private static final long UNTIL_MS = NOW_MS + 3_600_000L;

    @Test
    void everyFieldOfASignalReachesTheGatewayAndNothingOfAnAbortedTransaction() {
        // given
        Signal written = signal(7, Level.PACE);
        ThrottleTable table = new ThrottleTable();
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                KafkaProducer<byte[], byte[]> governor = producer(broker)) {
            createTopics(broker);
            governor.initTransactions();
            send(governor, written);
            governor.commitTransaction();
            send(governor, signal(8, Level.HOLD_NEW_TASKS));
            governor.abortTransaction();

            // when
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (ThrottleTopicReader reader = ThrottleTopicReader.start(kafka, THROTTLE, table)) {
                await().atMost(WITHIN)
                        .until(() ->
                                reader.millisSinceCaughtUp(System.currentTimeMillis()) != ThrottleTopicReader.NEVER);
            }
        }

        // then
        assertThat(table.unreadableCount()).isZero();
        assertSame(Objects.requireNonNull(table.lookup("user:ann", NOW_MS), "a signal of user:ann"), written);
    }

    private static void assertSame(ThrottleSignal read, Signal written) {
        assertThat(read.sequence()).isEqualTo(7);
        assertThat(read.level()).isEqualTo(ThrottleLevel.PACE);
        assertThat(read.cause()).isEqualTo("velocity");
        assertThat(read.appliesTo().wireName()).isEqualTo("next_request");
        assertSameLimits(read);
        assertThat(read.taskAllowance()).isEqualTo(40);
        assertThat(read.text()).isEqualTo(written.text());
        assertThat(read.findings()).isEqualTo(written.findings());
        assertThat(read.confidencePercent()).isEqualTo(90);
        assertThat(read.issuedAtMs()).isEqualTo(NOW_MS);
        assertThat(read.validUntilMs()).isEqualTo(UNTIL_MS);
        assertThat(read.policyVersion()).isEqualTo("default");
        assertThat(read.steps()).singleElement().satisfies(step -> {
            assertThat(step.level()).isEqualTo(ThrottleLevel.ADVISE);
            assertThat(step.untilMs()).isEqualTo(UNTIL_MS);
        });
    }

    private static void assertSameLimits(ThrottleSignal read) {
        assertThat(read.limits().maxRequestsPerMinute()).isEqualTo(10);
        assertThat(read.limits().maxTokensPerMinute()).isEqualTo(20_000);
        assertThat(read.limits().maxConcurrency()).isEqualTo(3);
        assertThat(read.limits().delayMs()).isEqualTo(1_500);
        assertThat(read.limits().modelOverride()).isEqualTo("claude-haiku-4-5");
        assertThat(read.limits().maxOutputTokens()).isEqualTo(4_096);
    }

    private static Signal signal(long sequence, Level level) {
        return new Signal(
                ANN,
                sequence,
                level,
                Cause.VELOCITY,
                AppliesTo.NEXT_REQUEST,
                new Limits(10, 20_000, 3, 1_500, "claude-haiku-4-5", 4_096),
                40,
                "user:ann spent \"much\" — look at what runs now.",
                List.of("burn-1", "loop-2"),
                90,
                NOW_MS,
                UNTIL_MS,
                "default",
                List.of(new Signal.Step(Level.ADVISE, Limits.NONE, UNTIL_MS)));
    }

    private static void send(KafkaProducer<byte[], byte[]> governor, Signal signal) {
        governor.beginTransaction();
        byte[] key = signal.scope().toString().getBytes(StandardCharsets.UTF_8);
        governor.send(new ProducerRecord<>(THROTTLE, key, ThrottleJson.encode(signal)));
        governor.flush();
    }

    private static void createTopics(EmbeddedBroker broker) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(TOPICS.create(admin).problems()).isEmpty();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "governor-of-test");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
