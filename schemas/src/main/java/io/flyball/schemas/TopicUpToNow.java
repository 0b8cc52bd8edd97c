package io.flyball.schemas;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Partitions of a topic from their beginnings, as far as they went when it was asked. */
public final class TopicUpToNow {
    private static final Duration POLL = Duration.ofMillis(200);

    private TopicUpToNow() {}

    /** Takes each record. */
    @FunctionalInterface
    public interface Reader {
        void read(ConsumerRecord<byte[], byte[]> record);
    }

    /** Hears after each poll up to which offsets it is read. */
    @FunctionalInterface
    public interface Progress {
        void polled(Map<TopicPartition, Long> ends);
    }

    /** All partitions of a topic. */
    public static List<TopicPartition> partitionsOf(Consumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /**
     * Reads them, each in its order.
     *
     * @param consumer without a group; used by the caller alone, and left assigned to them
     */
    public static void read(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, Reader reader) {
        read(consumer, partitions, reader, ends -> {});
    }

    /** The same, telling how far it is. */
    public static void read(
            Consumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            Reader reader,
            Progress progress) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            consumer.poll(POLL).forEach(reader::read);
            progress.polled(ends);
        }
    }
}
