package io.flyball.alerting.memory;

import io.flyball.alerting.cases.CaseKey;
import io.flyball.schemas.TopicUpToNow;
import io.flyball.schemas.avro.AlertMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    @Override
    public Optional<CaseKey> find(Predicate<CaseKey> wanted) {
        List<CaseKey> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            TopicUpToNow.read(consumer, TopicUpToNow.partitionsOf(consumer, topic), read -> keyOf(read)
                    .filter(wanted)
                    .ifPresent(found::add));
        }
        return found.stream().findFirst();
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
