package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.actuators.decide.ActuatorRules;
import io.flyball.actuators.decide.Holding;
import io.flyball.actuators.decide.Mode;
import io.flyball.actuators.fake.FakeLiteLlm;
import io.flyball.actuators.fake.FakeVendor;
import io.flyball.actuators.memory.ActuationKafka;
import io.flyball.actuators.memory.ActuationMeters;
import io.flyball.actuators.memory.ActuationTopics;
import io.flyball.actuators.memory.Actuations;
import io.flyball.actuators.memory.Served;
import io.flyball.actuators.vendor.LiteLlmActuator;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.node.ActuatorSettings;
import io.flyball.app.node.GatewayNode;
import io.flyball.app.node.GatewaySettings;
import io.flyball.core.govern.AppliesTo;
import io.flyball.core.govern.Cause;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.ThrottleJson;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.Actuation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** From a signal on the topic to a limit at a vendor and back, over a real broker, with instances that come and go. */
class ActuatorsIT {
    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final TopicCatalogue TOPICS = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 2, (short) 1);
    private static final ActuatorRules RULES =
            ActuatorRules.usual(LiteLlmActuator.NAME).in(Mode.ENFORCE);

    @Test
    void aLimitOutlivesTheInstanceThatSetItAndTheNextOneGivesItBack() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                FakeLiteLlm litellm = new FakeLiteLlm();
                SchemaRegistry registry = SchemaRegistry.inMemory()) {
            // given
            Map<String, Object> client = client(broker);
            litellm.add("user", "ann", 100L, null);
            GatewayNode first = node(client, registry, litellm);
            GatewayNode second = node(client, registry, litellm);
            send(client, signal(Level.PACE, new Limits(10, -1, -1, -1, "", -1), 1));
            await().atMost(WITHIN).until(() -> Long.valueOf(50).equals(litellm.limit("user", "ann", "rpm_limit")));
            await().atMost(WITHIN).until(() -> acting(first) + acting(second) == 1);
            boolean firstActs = acting(first) == 1;
            GatewayNode left = firstActs ? second : first;
            // when
            (firstActs ? first : second).close();
            await().atMost(WITHIN).until(() -> acting(left) == 1);
            assertThat(litellm.limit("user", "ann", "rpm_limit")).isEqualTo(50);
            send(client, signal(Level.CLEAR, Limits.NONE, 2));
            // then
            await().atMost(WITHIN).until(() -> Long.valueOf(100).equals(litellm.limit("user", "ann", "rpm_limit")));
            await().atMost(WITHIN).until(() -> outcomes(client, registry).contains("reverted"));
            left.close();
            assertThat(outcomes(client, registry)).containsExactly("intended", "done", "restoring", "reverted");
            assertThat(litellm.writes())
                    .containsExactly(
                            "POST /user/update {\"user_id\":\"ann\",\"rpm_limit\":50}",
                            "POST /user/update {\"user_id\":\"ann\",\"rpm_limit\":100}");
        }
    }

    @Test
    void whatIsLeftWhenNobodyActsIsShownAndGivenBackByHand() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                FakeLiteLlm litellm = new FakeLiteLlm();
                SchemaRegistry registry = SchemaRegistry.inMemory()) {
            // given
            Map<String, Object> client = client(broker);
            litellm.add("user", "ann", null, null);
            send(client, signal(Level.PACE, new Limits(10, -1, -1, -1, "", -1), 1));
            try (GatewayNode node = node(client, registry, litellm)) {
                await().atMost(WITHIN).until(() -> outcomes(client, registry).contains("done"));
                assertThat(acting(node)).isEqualTo(1);
            }
            Actuations byHand = new Actuations(
                    new ActuationKafka(client, "flyball-actuators"),
                    topics(registry),
                    new ActuationMeters(new SimpleMeterRegistry()),
                    System::currentTimeMillis);
            assertThat(byHand.set()).singleElement().satisfies(held -> assertThat(held.original())
                    .isEqualTo(io.flyball.actuators.port.Limits.NONE));
            // when
            List<Holding> left = byHand.restore(List.of(new Served(actuator(litellm), RULES.in(Mode.OFF))), WITHIN);
            // then
            assertThat(left).isEmpty();
            assertThat(litellm.limit("user", "ann", "rpm_limit")).isNull();
        }
    }

    private static ActuationTopics topics(SchemaRegistry registry) {
        return new ActuationTopics(
                TOPICS.name(Topic.THROTTLE),
                TOPICS.name(Topic.ACTUATIONS),
                new AvroSerde<>(registry, TOPICS, Topic.ACTUATIONS, Actuation.class));
    }

    private static GatewayNode node(Map<String, Object> client, SchemaRegistry registry, FakeLiteLlm litellm) {
        Served served = new Served(actuator(litellm), RULES);
        ActuatorSettings actuators = new ActuatorSettings(List.of(served), registry, TOPICS, "flyball-actuators");
        return GatewayNode.start(client, TOPICS.name(Topic.THROTTLE), GatewaySettings.DEFAULT.with(actuators), 0, null);
    }

    private static LiteLlmActuator actuator(FakeLiteLlm litellm) {
        return new LiteLlmActuator(
                litellm.url(),
                FakeVendor.KEY,
                Set.of("user"),
                Map.of(),
                Duration.ofSeconds(10),
                System::currentTimeMillis);
    }

    private static int acting(GatewayNode node) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + "/metrics"))
                .build();
        String metrics = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return metrics.contains("flyball_actuators_acting{actuator=\"all\"} 1") ? 1 : 0;
    }

    private static List<String> outcomes(Map<String, Object> client, SchemaRegistry registry) {
        AvroSerde<Actuation> values = new AvroSerde<>(registry, TOPICS, Topic.ACTUATIONS, Actuation.class);
        String topic = TOPICS.name(Topic.ACTUATIONS);
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        List<String> outcomes = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> outcomes.add(values.deserializer()
                                .deserialize(topic, record.value())
                                .getOutcome()));
            }
        }
        return outcomes;
    }

    private static Signal signal(Level level, Limits limits, long sequence) {
        long nowMs = System.currentTimeMillis();
        return new Signal(
                Scope.parse("user:ann"),
                sequence,
                level,
                Cause.VELOCITY,
                AppliesTo.NEXT_REQUEST,
                limits,
                -1,
                "Slow down.",
                List.of("burn-1"),
                97,
                nowMs,
                nowMs + 3_600_000,
                "default",
                level == Level.CLEAR ? List.of() : List.of(new Signal.Step(level, limits, nowMs + 3_600_000)));
    }

    private static void send(Map<String, Object> client, Signal signal) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = "user:ann".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(TOPICS.name(Topic.THROTTLE), key, ThrottleJson.encode(signal)));
        }
    }

    private static Map<String, Object> client(EmbeddedBroker broker) {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            TOPICS.create(admin);
        }
        return client;
    }
}
