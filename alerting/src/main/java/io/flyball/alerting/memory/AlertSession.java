package io.flyball.alerting.memory;

import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.AlertDesk;
import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.cases.Fate;
import io.flyball.alerting.cases.Turn;
import io.flyball.alerting.channel.Courier;
import io.flyball.schemas.avro.Alert;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stretch of work between two faults of Kafka, by one thread. Outcomes come in from the threads of the channels. */
final class AlertSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertSession.class);
    private static final long LONGEST_POLL_MS = 100;
    /** Longer than one call takes, shorter than a group waits for its members. */
    private static final Duration HANDOVER_LIMIT = Duration.ofSeconds(15);

    private final AlertTopics topics;
    private final MemoryStore store;
    private final AlertDesk desk;
    private final Courier courier;
    private final ControlTail control;
    private final AlertMeters meters;
    private final LongSupplier clock;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
    private int underWay;
    private long nextMs;
    private boolean restored;
    private boolean ended;

    AlertSession(
            AlertKafka kafka,
            AlertTopics topics,
            MemoryStore store,
            AlertDesk desk,
            Courier courier,
            ControlTail control,
            AlertMeters meters,
            LongSupplier clock) {
        this.topics = topics;
        this.store = store;
        this.desk = desk;
        this.courier = courier;
        this.control = control;
        this.meters = meters;
        this.clock = clock;
        this.consumer = kafka.group();
        this.producer = kafka.producer();
    }

    void begin() {
        producer.initTransactions();
        consumer.subscribe(List.of(topics.alerts()), new Partitions());
        control.follow(answered -> inbox.add(() -> desk.answer(answered.key(), answered.answer(), clock.getAsLong())));
    }

    /** Takes in what there is, remembers, delivers; answers whether anything changed. */
    boolean turn() {
        long waitMs = Math.max(0, Math.min(LONGEST_POLL_MS, nextMs - clock.getAsLong()));
        consumer.poll(Duration.ofMillis(waitMs)).forEach(this::take);
        takeIn();
        Turn turn = desk.turn(clock.getAsLong());
        nextMs = turn.nextMs();
        remember(turn.changes());
        for (Delivery delivery : turn.deliveries()) {
            underWay++;
            courier.carry(delivery, (carried, result) -> inbox.add(() -> settle(carried, result)));
        }
        boolean changed = restored || !turn.changes().isEmpty();
        restored = false;
        return changed;
    }

    private void takeIn() {
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            task.run();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        read.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        try {
            Alert alert = record.value() == null
                    ? null
                    : topics.alertValues().deserialize(record.topic(), record.headers(), record.value());
            if (alert != null) {
                desk.hear(record.partition(), alert, clock.getAsLong());
                return;
            }
            LOG.warn("Record {}-{}@{} is empty: no alert", record.topic(), record.partition(), record.offset());
        } catch (SerializationException e) {
            LOG.warn("Record {}-{}@{} is no alert", record.topic(), record.partition(), record.offset(), e);
        }
        meters.unreadable();
    }

    private void settle(Delivery delivery, DeliveryResult result) {
        underWay--;
        Fate fate = desk.outcome(delivery, result, clock.getAsLong());
        String channel = delivery.place().channel();
        meters.tried(channel, fate);
        if (result instanceof Refused refused) {
            LOG.warn("Alert {} is refused by {}: {}", delivery.id(), channel, refused.why());
        } else if (fate == Fate.DEAD && result instanceof RetryLater later) {
            LOG.error("Alert {} is given up by {}: {}", delivery.id(), channel, later.why());
        } else if (result instanceof RetryLater later) {
            LOG.debug("Alert {} waits at {}: {}", delivery.id(), channel, later.why());
        }
    }

    /** In one transaction, so that what is remembered and what was read never fall apart. */
    private void remember(List<Turn.Change> changes) {
        if (changes.isEmpty() && read.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        for (Turn.Change change : changes) {
            producer.send(store.record(change));
        }
        if (!read.isEmpty()) {
            producer.sendOffsetsToTransaction(Map.copyOf(read), consumer.groupMetadata());
        }
        producer.commitTransaction();
        read.clear();
    }

    List<AlertCase> cases() {
        return desk.cases();
    }

    /** Waits for deliveries under way and remembers what became of them; begins no others. */
    void drain(Duration limit) throws InterruptedException {
        long untilNs = System.nanoTime() + limit.toNanos();
        while (underWay > 0) {
            Runnable task = inbox.poll(untilNs - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (task == null) {
                LOG.warn("{} deliveries are under way: the next start looks whether they arrived", underWay);
                break;
            }
            task.run();
        }
        remember(desk.takeChanges());
    }

    @Override
    public void close() {
        ended = true;
        control.unfollow();
        // A transaction that is still open is aborted by the broker, or by whoever fences this producer.
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }

    private final class Partitions implements ConsumerRebalanceListener {
        /** Whoever has them next knows what became of what is under way. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!ended) {
                try {
                    drain(HANDOVER_LIMIT);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            desk.forget(numbers(partitions));
            read.keySet().removeAll(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.info("Reads alerts from {}", partitions);
            if (!partitions.isEmpty()) {
                store.restore(numbers(partitions), desk, clock.getAsLong());
                restored = true;
                control.answers().forEach(a -> desk.answer(a.key(), a.answer(), clock.getAsLong()));
            }
            desk.serves(
                    consumer.assignment().size(),
                    consumer.partitionsFor(topics.alerts()).size());
        }

        private static List<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).toList();
        }
    }
}
