package io.flyball.app.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning to where they ended when it was asked; read committed, without a group. */
public final class TopicTail {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> clientConfig;

    /** @param clientConfig bootstrap servers and security of any Kafka client */
    public TopicTail(Map<String, ?> clientConfig) {
        this.clientConfig = new java.util.HashMap<>(clientConfig);
        this.clientConfig.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.clientConfig.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.clientConfig.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    }

    /** Hears how far the reading is. */
    public interface TailProgress {
        void reading(long offsetsRead, long offsetsInAll, long records);
    }

    /** Calls back for every record of a topic, in the order of each partition. */
    public void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        readAll(topic, action, (read, inAll, records) -> {});
    }

    /** The same, telling how far it is. */
    public void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action, TailProgress progress) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clientConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic).forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long begins = sum(consumer.beginningOffsets(partitions));
            long records = 0;
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                polled.forEach(action);
                records += polled.count();
                long read = partitions.stream().mapToLong(consumer::position).sum() - begins;
                progress.reading(Math.min(read, sum(ends) - begins), sum(ends) - begins, records);
            }
        }
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
