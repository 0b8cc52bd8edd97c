package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.govern.AppliesTo;
import io.flyball.core.govern.Cause;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.schemas.ThrottleJson;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Signals on the throttle topic of a broker, as the governor writes them. */
public final class PublishedSignals {
    private static final TopicCatalogue TOPICS = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 2, (short) 1);

    /** The name of the topic. */
    public static final String TOPIC = TOPICS.name(Topic.THROTTLE);

    private final Map<String, Object> client;

    /**
     * Makes all topics.
     *
     * @param client bootstrap servers of the Kafka client
     */
    public PublishedSignals(Map<String, Object> client) {
        this.client = client;
        try (Admin admin = Admin.create(client)) {
            assertThat(TOPICS.create(admin).problems()).isEmpty();
        }
    }

    /** Puts a scope's signal on the topic and waits until it lies there. */
    public void publish(String scope, Level level, AppliesTo appliesTo, Limits limits, long validForMs) {
        try (KafkaProducer<byte[], byte[]> governor =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] signal = ThrottleJson.encode(signal(scope, level, appliesTo, limits, validForMs));
            var unused = governor.send(new ProducerRecord<>(TOPIC, scope.getBytes(StandardCharsets.UTF_8), signal));
        }
    }

    private static Signal signal(String scope, Level level, AppliesTo appliesTo, Limits limits, long validForMs) {
        long nowMs = System.currentTimeMillis();
        return new Signal(
                Scope.parse(scope),
                nowMs,
                level,
                Cause.VELOCITY,
                appliesTo,
                limits,
                -1,
                scope + " is fast.",
                List.of("burn-1"),
                90,
                nowMs,
                nowMs + validForMs,
                "default",
                List.of(new Signal.Step(level, limits, nowMs + validForMs)));
    }
}
