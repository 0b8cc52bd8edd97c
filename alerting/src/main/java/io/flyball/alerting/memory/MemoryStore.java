package io.flyball.alerting.memory;

import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.AlertDesk;
import io.flyball.alerting.cases.Turn;
import io.flyball.schemas.TopicUpToNow;
import io.flyball.schemas.avro.AlertMemory;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The memory topic: what is written to it, and how it is read back. */
final class MemoryStore {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryStore.class);
    private static final long JUST_NOW_MS = 60_000;

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
    void restore(Collection<Integer> partitions, AlertDesk desk, long nowMs) {
        List<TopicPartition> wanted = partitions.stream()
                .map(p -> new TopicPartition(topics.memory(), p))
                .toList();
        Map<String, ConsumerRecord<byte[], byte[]>> latest = new LinkedHashMap<>();
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            TopicUpToNow.read(consumer, wanted, read -> {
                ConsumerRecord<byte[], byte[]> before =
                        latest.put(new String(read.key(), StandardCharsets.UTF_8), read);
                if (read.timestamp() > nowMs - JUST_NOW_MS) {
                    justWritten(before, read, desk, nowMs);
                }
            });
        }
        for (ConsumerRecord<byte[], byte[]> read : latest.values()) {
            AlertCase remembered = caseOf(read, true);
            if (remembered != null) {
                desk.restore(read.partition(), remembered, nowMs);
            }
        }
    }

    /** A clock that is ahead of ours holds nothing up for longer. */
    private void justWritten(
            @Nullable ConsumerRecord<byte[], byte[]> before,
            ConsumerRecord<byte[], byte[]> read,
            AlertDesk desk,
            long nowMs) {
        AlertCase after = caseOf(read, false);
        if (after != null) {
            desk.wasWritten(before == null ? null : caseOf(before, false), after, Math.min(read.timestamp(), nowMs));
        }
    }

    /** Null where nothing is remembered any more, or what is cannot be read. */
    private @Nullable AlertCase caseOf(ConsumerRecord<byte[], byte[]> read, boolean says) {
        if (read.value() == null) {
            return null;
        }
        try {
            AlertMemory memory = topics.memoryValues().deserializer().deserialize(read.topic(), read.value());
            return MemoryMapping.toCase(memory);
        } catch (SerializationException | IllegalArgumentException e) {
            if (says) {
                LOG.warn(
                        "Record {}-{}@{} is no memory of an alert: its case begins anew",
                        read.topic(),
                        read.partition(),
                        read.offset(),
                        e);
                meters.unreadable();
            }
            return null;
        }
    }
}
