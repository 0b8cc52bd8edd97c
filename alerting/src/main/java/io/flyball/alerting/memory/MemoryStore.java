package io.flyball.alerting.memory;

import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.Turn;
import io.flyball.schemas.avro.AlertMemory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The memory topic: what is written to it, and how it is read back. */
final class MemoryStore {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryStore.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final AlertKafka kafka;
    private final AlertTopics topics;
    private final AlertMeters meters;

    MemoryStore(AlertKafka kafka, AlertTopics topics, AlertMeters meters) {
        this.kafka = kafka;
        this.topics = topics;
        this.meters = meters;
    }

    ProducerRecord<byte[], byte[]> record(Turn.Change change) {
        AlertCase state = change.state();
        byte[] value = state == null
                ? null
                : topics.memoryValues().serializer().serialize(topics.memory(), MemoryMapping.toAvro(state));
        byte[] key = change.key().toString().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topics.memory(), change.partition(), key, value);
    }

    /** Reads what is remembered of partitions, as far as it went when it was asked. */
    void restore(Collection<Integer> partitions, BiConsumer<Integer, AlertCase> action) {
        List<TopicPartition> wanted = partitions.stream()
                .map(p -> new TopicPartition(topics.memory(), p))
                .toList();
        Map<String, ConsumerRecord<byte[], byte[]>> latest = new LinkedHashMap<>();
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            consumer.assign(wanted);
            consumer.seekToBeginning(wanted);
            Map<TopicPartition, Long> ends = consumer.endOffsets(wanted);
            while (wanted.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                    latest.put(new String(read.key(), StandardCharsets.UTF_8), read);
                }
            }
        }
        latest.values().forEach(read -> restore(read, action));
    }

    private void restore(ConsumerRecord<byte[], byte[]> read, BiConsumer<Integer, AlertCase> action) {
        if (read.value() == null) {
            return;
        }
        try {
            AlertMemory memory = topics.memoryValues().deserializer().deserialize(read.topic(), read.value());
            action.accept(read.partition(), MemoryMapping.toCase(memory));
        } catch (SerializationException | IllegalArgumentException e) {
            LOG.warn(
                    "Record {}-{}@{} is no memory of an alert: its case begins anew",
                    read.topic(),
                    read.partition(),
                    read.offset(),
                    e);
            meters.unreadable();
        }
    }
}
