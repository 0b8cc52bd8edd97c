package io.flyball.app.streams;

import io.flyball.schemas.TopicUpToNow;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning to where they ended when it was asked; read committed, without a group. */
public final class TopicTail {
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
            List<TopicPartition> partitions = TopicUpToNow.partitionsOf(consumer, topic);
            long begins = sum(consumer.beginningOffsets(partitions));
            AtomicLong records = new AtomicLong();
            TopicUpToNow.read(
                    consumer,
                    partitions,
                    record -> {
                        action.accept(record);
                        records.incrementAndGet();
                    },
                    ends -> {
                        long read = partitions.stream()
                                        .mapToLong(consumer::position)
                                        .sum()
                                - begins;
                        long inAll = sum(ends) - begins;
                        progress.reading(Math.min(read, inAll), inAll, records.get());
                    });
        }
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
