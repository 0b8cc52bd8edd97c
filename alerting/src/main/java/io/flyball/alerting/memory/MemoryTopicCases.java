package io.flyball.alerting.memory;

import io.flyball.alerting.cases.CaseKey;
import io.flyball.schemas.avro.AlertMemory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Looks through the memory topic anew each time: it is compacted, and few cases have names so long that they are looked
 * for. A case that was forgotten a moment ago may be found.
 *
 * @param consumers of read-committed consumers without a group
 */
public record MemoryTopicCases(
        Supplier<Consumer<byte[], byte[]>> consumers, String topic, Deserializer<AlertMemory> values)
        implements RememberedCases {
    private static final Duration POLL = Duration.ofMillis(200);

    @Override
    public Optional<CaseKey> find(Predicate<CaseKey> wanted) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                    Optional<CaseKey> key = keyOf(read).filter(wanted);
                    if (key.isPresent()) {
                        return key;
                    }
                }
            }
            return Optional.empty();
        }
    }

    private Optional<CaseKey> keyOf(ConsumerRecord<byte[], byte[]> read) {
        if (read.value() == null) {
            return Optional.empty();
        }
        try {
            AlertMemory memory = values.deserialize(read.topic(), read.value());
            return Optional.of(new CaseKey(memory.getScope(), memory.getKind(), memory.getWindow()));
        } catch (SerializationException e) {
            return Optional.empty(); // counted where it is read for its case
        }
    }
}
