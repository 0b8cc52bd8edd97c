package io.flyball.actuators.memory;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients that actuators need; each is used and closed by one thread. */
public final class ActuationKafka {
    private final Map<String, Object> group;
    private final Map<String, Object> reader;
    private final Map<String, Object> producer;

    /**
     * Clients of a cluster.
     *
     * @param client settings of any Kafka client
     * @param groupId the group in which one is chosen; also the transactional id, by which it alone can write
     */
    public ActuationKafka(Map<String, ?> client, String groupId) {
        reader = new HashMap<>(client);
        reader.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reader.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reader.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        reader.remove(ConsumerConfig.GROUP_ID_CONFIG);
        group = new HashMap<>(reader);
        group.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        producer = new HashMap<>(client);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId);
    }

    /** Of the group whose members agree on who acts. */
    Consumer<byte[], byte[]> group() {
        return new KafkaConsumer<>(group, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Without a group, read committed. */
    Consumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Transactional: once one has begun, no earlier one can write any more. */
    Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
