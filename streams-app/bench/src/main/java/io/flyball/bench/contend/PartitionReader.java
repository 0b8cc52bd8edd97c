package io.flyball.bench.contend;

import io.flyball.bench.traffic.BenchTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One thread's share of the usage topic, read by a plain consumer as often as wanted. Not thread-safe. */
final class PartitionReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> mine = new ArrayList<>();

    /** The share of thread {@code thread} of {@code threads}. */
    PartitionReader(BenchTopics topics, String group, int thread, int threads) {
        Map<String, Object> config = new HashMap<>(topics.client());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (int p = thread; p < topics.catalogue().partitions(); p += threads) {
            mine.add(new TopicPartition(topics.usage(), p));
        }
        consumer.assign(mine);
    }

    /** How many records the share has. */
    long size() {
        return consumer.endOffsets(mine).values().stream().mapToLong(Long::longValue).sum();
    }

    void rewind() {
        consumer.seekToBeginning(mine);
    }

    ConsumerRecords<byte[], byte[]> poll() {
        return consumer.poll(POLL);
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        return consumer;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
