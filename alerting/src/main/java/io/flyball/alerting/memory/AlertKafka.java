package io.flyball.alerting.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients that alerting needs; each is used and closed by one thread. */
public interface AlertKafka {
    /** Of the group that shares the alerts topic: read committed, no commit by itself, from the beginning at first. */
    Consumer<byte[], byte[]> group();

    /** Without a group, read committed. */
    Consumer<byte[], byte[]> reader();

    /** Transactional. */
    Producer<byte[], byte[]> producer();

    /**
     * Clients of a cluster.
     *
     * @param client settings of any Kafka client
     * @param groupId the group, whose members share the alerts; also begins transactional ids
     */
    static AlertKafka of(Map<String, ?> client, String groupId) {
        Map<String, Object> consumer = new HashMap<>(client);
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        Map<String, Object> group = new HashMap<>(consumer);
        group.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        Map<String, Object> producer = new HashMap<>(client);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new AlertKafka() {
            @Override
            public Consumer<byte[], byte[]> group() {
                return new KafkaConsumer<>(group, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            }

            @Override
            public Consumer<byte[], byte[]> reader() {
                return new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            }

            @Override
            public Producer<byte[], byte[]> producer() {
                Map<String, Object> own = new HashMap<>(producer);
                own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId + "-" + UUID.randomUUID());
                return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
            }
        };
    }
}
