package io.flyball.alerting.memory;

import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.AlertMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Kafka's own mocks with what survives a process: one partition of alerts, its committed offset, and the memory topic. */
final class KafkaOfTest implements AlertKafka {
    private static final TopicPartition ALERTS = new TopicPartition("alerts", 0);
    private static final TopicPartition MEMORY = new TopicPartition("alerts.memory", 0);

    private final Map<String, Alert> byId = new ConcurrentHashMap<>();
    private final List<byte[]> alerts = new CopyOnWriteArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> memory = new CopyOnWriteArrayList<>();
    private volatile long committed;
    private volatile MockConsumer<byte[], byte[]> current = new MockConsumer<>("earliest");

    AlertTopics topics() {
        Deserializer<Alert> alertValues = (topic, bytes) -> {
            Alert alert = byId.get(new String(bytes, StandardCharsets.UTF_8));
            if (alert == null) {
                throw new SerializationException("no Avro");
            }
            return alert;
        };
        return new AlertTopics("alerts", alertValues, "alerts.memory", memoryValues());
    }

    private static Serde<AlertMemory> memoryValues() {
        return Serdes.serdeFrom(
                (topic, value) -> {
                    try {
                        ByteBuffer bytes = AlertMemory.getEncoder().encode(value);
                        byte[] copy = new byte[bytes.remaining()];
                        bytes.get(copy);
                        return copy;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                (topic, bytes) -> {
                    try {
                        return AlertMemory.getDecoder().decode(bytes);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    void alert(Alert alert) {
        byId.put(alert.getId(), alert);
        add(alert.getId().getBytes(StandardCharsets.UTF_8));
    }

    void poison() {
        add("poison".getBytes(StandardCharsets.UTF_8));
    }

    /** Another member of the group gets the partition; counted down when that begins. */
    CountDownLatch takeAway() {
        MockConsumer<byte[], byte[]> consumer = current;
        CountDownLatch begun = new CountDownLatch(1);
        consumer.schedulePollTask(() -> {
            begun.countDown();
            consumer.rebalance(List.of());
        });
        return begun;
    }

    private void add(byte[] value) {
        int offset = alerts.size();
        alerts.add(value);
        MockConsumer<byte[], byte[]> consumer = current;
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>("alerts", 0, offset, new byte[0], value)));
    }

    /** Whether the latest memory of a case has a message at a reference that begins so. */
    boolean remembered(String reference) {
        if (memory.isEmpty()) {
            return false;
        }
        AlertMemory latest = memoryValues()
                .deserializer()
                .deserialize("alerts.memory", memory.get(memory.size() - 1).value());
        return latest.getTold().stream().anyMatch(told -> told.getReference().startsWith(reference));
    }

    long committedOffset() {
        return committed;
    }

    @Override
    public Consumer<byte[], byte[]> group() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updateBeginningOffsets(Map.of(ALERTS, committed));
        consumer.updatePartitions("alerts", List.of(new PartitionInfo("alerts", 0, Node.noNode(), null, null)));
        List<byte[]> old = new ArrayList<>(alerts);
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ALERTS));
            for (int i = (int) committed; i < old.size(); i++) {
                consumer.addRecord(new ConsumerRecord<>("alerts", 0, i, new byte[0], old.get(i)));
            }
        });
        current = consumer;
        return consumer;
    }

    @Override
    public Consumer<byte[], byte[]> reader() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updateBeginningOffsets(Map.of(MEMORY, 0L));
        consumer.updateEndOffsets(Map.of(MEMORY, (long) memory.size()));
        consumer.schedulePollTask(() -> {
            for (int i = 0; i < memory.size(); i++) {
                ProducerRecord<byte[], byte[]> record = memory.get(i);
                consumer.addRecord(new ConsumerRecord<>("alerts.memory", 0, i, record.key(), record.value()));
            }
        });
        return consumer;
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            private final List<ProducerRecord<byte[], byte[]>> open = new ArrayList<>();
            private long offset = -1;

            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
                open.add(record);
                return super.send(record);
            }

            @Override
            public void sendOffsetsToTransaction(
                    Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
                super.sendOffsetsToTransaction(offsets, group);
                offsets.values().forEach(o -> offset = o.offset());
            }

            @Override
            public void commitTransaction() {
                super.commitTransaction();
                memory.addAll(open);
                open.clear();
                committed = Math.max(committed, offset);
            }
        };
    }
}
