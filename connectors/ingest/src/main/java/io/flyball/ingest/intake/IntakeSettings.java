package io.flyball.ingest.intake;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How much may be under way, and how long.
 *
 * @param memoryBytes of requests that are not acknowledged yet
 * @param answerWithin after which a client is told to come again, while its records may still be on their way; below the
 *     10 s after which OTLP exporters give up
 * @param deliverWithin after which a record that Kafka did not take is given up
 * @param precedence whose report of a session is charged where several come; its hold is part of {@code answerWithin}
 */
public record IntakeSettings(
        long memoryBytes, Duration answerWithin, Duration deliverWithin, SessionPrecedence.Rules precedence) {
    public static final IntakeSettings DEFAULT = new IntakeSettings(
            256L << 20, Duration.ofSeconds(9), Duration.ofSeconds(30), SessionPrecedence.Rules.GATEWAY_FIRST);

    /** Longest wait for metadata or for room in the producer, ms; such a wait holds a thread of the doors. */
    private static final int MAX_BLOCK_MS = 5_000;

    /** A producer that loses nothing and writes nothing twice by itself. */
    public Producer<byte[], byte[]> producer(Map<String, ?> client) {
        Map<String, Object> config = new TreeMap<>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, memoryBytes);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) answerWithin.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliverWithin.toMillis());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
