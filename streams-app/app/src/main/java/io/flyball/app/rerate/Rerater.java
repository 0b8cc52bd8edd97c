package io.flyball.app.rerate;

import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.ControlRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the control topic; where price rows changed, waits until the topology has read the change, and then looks
 * through what was charged before it. Instances share the partitions as a consumer group does. What it sends may come
 * twice and never be lost: see {@link ChargeScan}.
 *
 * <p>The wait makes the pass whole: once the topology's commit covers the change, every call that was priced without it
 * lies on the charges topic.
 */
public final class Rerater implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rerater.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final Map<String, Object> client;
    private final ReraterGroup group;
    private final AvroSerde<ControlRecord> controls;
    private final ChargeScan scan;
    private final Map<Integer, Followed> partitions = new TreeMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "flyball-rerater");

    /** A partition of control: what it says, up to where that was made good, and where its last record lies. */
    private static final class Followed {
        private final PricesFollowed prices = new PricesFollowed();
        private Progress progress;
        private long read;

        Followed(Progress progress) {
            this.progress = progress;
        }
    }

    public Rerater(Map<String, Object> client, SchemaRegistry registry, ReraterGroup group) {
        this.client = client;
        this.group = group;
        this.controls = new AvroSerde<>(registry, group.topics(), Topic.CONTROL, ControlRecord.class);
        this.scan = new ChargeScan(client, registry, group);
        thread.setDaemon(true);
    }

    /** Charges looked at since the start. */
    public long lookedAt() {
        return scan.lookedAt();
    }

    /** Adjustments sent since the start. */
    public long adjusted() {
        return scan.adjusted();
    }

    /** Begins to follow, on a thread of its own. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!closed(Duration.ZERO)) {
            try {
                follow();
            } catch (KafkaException e) {
                LOG.warn("Re-rating broke off and begins again: {}", e.toString());
                closed(AGAIN_AFTER);
            }
        }
    }

    private void follow() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            partitions.clear();
            consumer.subscribe(List.of(group.topics().name(Topic.CONTROL)), new Assignment(consumer));
            while (!closed(Duration.ZERO)) {
                consumer.poll(POLL).forEach(this::take);
                for (int partition : List.copyOf(partitions.keySet())) {
                    settle(consumer, partition);
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Followed followed = partitions.get(record.partition());
        if (followed == null || record.value() == null) {
            return;
        }
        followed.read = record.offset() + 1;
        try {
            followed.prices.take(controls.deserialize(record.value()), record.offset() >= followed.progress.settled());
        } catch (SerializationException e) {
            LOG.warn("A control record is not Avro of a known schema and was passed over: {}", e.getMessage());
        }
    }

    private void settle(KafkaConsumer<byte[], byte[]> consumer, int partition) {
        Followed followed = partitions.get(partition);
        TopicPartition control = new TopicPartition(group.topics().name(Topic.CONTROL), partition);
        if (followed == null || !atEnd(consumer, control)) {
            return;
        }
        long position = consumer.position(control);
        if (position <= followed.progress.settled()) {
            return;
        }
        Progress settled = followed.progress.settledUpTo(position);
        if (!followed.prices.changed()) {
            consumer.commitSync(Map.of(control, settled.offset()));
            followed.progress = settled;
        } else if (group.controlRead(partition) >= followed.read
                && scan.run(
                        partition,
                        followed.prices,
                        settled,
                        consumer.groupMetadata(),
                        () -> stillMine(consumer, partition))) {
            followed.progress = settled;
            followed.prices.settled();
        }
    }

    private static boolean atEnd(KafkaConsumer<byte[], byte[]> consumer, TopicPartition control) {
        return consumer.currentLag(control).orElse(1L) == 0;
    }

    /** Stays in the group during a long pass; what control says meanwhile waits. */
    private boolean stillMine(KafkaConsumer<byte[], byte[]> consumer, int partition) {
        Set<TopicPartition> assigned = consumer.assignment();
        consumer.pause(assigned);
        consumer.poll(Duration.ZERO).forEach(this::take);
        consumer.resume(consumer.assignment());
        return partitions.containsKey(partition) && !closed(Duration.ZERO);
    }

    private boolean closed(Duration within) {
        try {
            return closing.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group.name());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads each partition it is given from the beginning: prices of long ago price calls of today. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> consumer;

        Assignment(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(assigned));
            for (TopicPartition partition : assigned) {
                partitions.put(partition.partition(), new Followed(Progress.of(committed.get(partition))));
            }
            consumer.seekToBeginning(assigned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            revoked.forEach(partition -> partitions.remove(partition.partition()));
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
