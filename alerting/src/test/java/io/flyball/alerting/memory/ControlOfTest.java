package io.flyball.alerting.memory;

import io.flyball.core.model.Person;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.ControlRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** A control topic on the heap: what is sent to it is read from it. */
public final class ControlOfTest implements ControlLog, AutoCloseable {
    private static final TopicPartition PARTITION = new TopicPartition("control", 0);

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
    private final Map<String, ControlRecord> byId = new ConcurrentHashMap<>();
    private final List<ControlRecord> records = new CopyOnWriteArrayList<>();
    private final AtomicInteger offset = new AtomicInteger();
    private final ControlTail tail;

    public ControlOfTest(MeterRegistry meters) {
        kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
        kafka.updateEndOffsets(Map.of(PARTITION, 0L));
        Deserializer<ControlRecord> values = (topic, bytes) -> byId.get(new String(bytes, StandardCharsets.UTF_8));
        tail = new ControlTail(() -> kafka, "control", values, new AlertMeters(meters));
        tail.start();
    }

    /** Somebody in the directory. */
    public void know(Person person) {
        send(List.of(ControlMapping.ofPerson(person)));
    }

    @Override
    public void send(List<ControlRecord> changes) {
        for (ControlRecord change : changes) {
            int at = offset.getAndIncrement();
            String id = Integer.toString(at);
            byId.put(id, change);
            records.add(change);
            byte[] key = ControlMapping.key(change).getBytes(StandardCharsets.UTF_8);
            kafka.schedulePollTask(() ->
                    kafka.addRecord(new ConsumerRecord<>("control", 0, at, key, id.getBytes(StandardCharsets.UTF_8))));
        }
    }

    /** What was sent and is no directory entry. */
    public List<ControlRecord> decisions() {
        return records.stream()
                .filter(r -> !r.getKind().equals(ControlMapping.DIRECTORY))
                .toList();
    }

    public ControlTail tail() {
        return tail;
    }

    @Override
    public void close() {
        tail.close();
    }
}
