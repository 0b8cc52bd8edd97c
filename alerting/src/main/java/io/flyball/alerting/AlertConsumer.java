package io.flyball.alerting;

import io.flyball.schemas.avro.Alert;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the alerts topic on a thread of its own and hands each alert to the dispatcher. An offset is committed when the
 * alert, and all before it in its partition, are settled: at least once. It goes on reading while some wait, up to a
 * limit, so that one recipient's wait does not hold up the others. Records that are no alert are counted and passed.
 */
public final class AlertConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long REST_AFTER_FAULT_MS = 1_000;
    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(5);
    private static final int MAX_POLL_RECORDS = 500;
    /** Alerts that wait at the same time before reading pauses; what one takes in memory is a few kilobytes. */
    static final int MAX_UNSETTLED = 10_000;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Deserializer<Alert> values;
    private final AlertDispatcher dispatcher;
    private final AlertMeters meters;
    private final Duration drainLimit;
    private final DeliveredOffsets offsets = new DeliveredOffsets();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param consumer with {@link #consumerConfig}; used and closed by this object's thread alone
     * @param drainLimit how long {@link #close} waits for alerts under way; what is not settled by then is read again by
     *     whoever comes next
     */
    public AlertConsumer(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Deserializer<Alert> values,
            AlertDispatcher dispatcher,
            MeterRegistry meters,
            Duration drainLimit) {
        this.consumer = consumer;
        this.topic = topic;
        this.values = values;
        this.dispatcher = dispatcher;
        this.meters = new AlertMeters(meters);
        this.drainLimit = drainLimit;
        this.thread = new Thread(this::run, "flyball-alerts-reader");
        this.thread.setDaemon(true);
    }

    /** What the Kafka consumer needs to be: read committed, no commit by itself, from the beginning at first. */
    public static Map<String, Object> consumerConfig(String bootstrapServers, String groupId) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                groupId,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MAX_POLL_RECORDS,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
    }

    /** Begins to read; once only. */
    public void start() {
        thread.start();
    }

    /** Whether its thread lives. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic), new Rebalances());
            while (closing.getCount() > 0) {
                readOnce();
            }
            drain();
        } catch (RuntimeException e) {
            LOG.error("Alerts are no longer read from {}", topic, e);
        }
    }

    private void readOnce() {
        try {
            consumer.poll(POLL).forEach(this::take);
            commitSettled();
            holdBack();
        } catch (KafkaException e) {
            LOG.warn("Reading alerts from {} failed: it is tried again in {} ms", topic, REST_AFTER_FAULT_MS, e);
            rest();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> read) {
        Alert alert = alertOf(read);
        CompletableFuture<Void> settled =
                alert == null ? CompletableFuture.completedFuture(null) : dispatcher.dispatch(alert);
        offsets.take(new TopicPartition(read.topic(), read.partition()), read.offset(), settled);
    }

    private @Nullable Alert alertOf(ConsumerRecord<byte[], byte[]> read) {
        try {
            Alert alert = read.value() == null ? null : values.deserialize(topic, read.headers(), read.value());
            if (alert != null) {
                return alert;
            }
            LOG.warn("Record {}-{}@{} is empty: no alert", topic, read.partition(), read.offset());
        } catch (RuntimeException e) {
            LOG.warn("Record {}-{}@{} is no alert", topic, read.partition(), read.offset(), e);
        }
        meters.unreadable();
        return null;
    }

    private void commitSettled() {
        Map<TopicPartition, OffsetAndMetadata> due = offsets.due();
        if (!due.isEmpty()) {
            consumer.commitSync(due, COMMIT_LIMIT);
            offsets.committed(due);
        }
    }

    /** Polling goes on while paused, so that the group does not take this member for dead. */
    private void holdBack() {
        if (offsets.unsettled() >= MAX_UNSETTLED) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
    }

    private void rest() {
        try {
            boolean unused = closing.await(REST_AFTER_FAULT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private void drain() {
        try {
            offsets.allSettled().get(drainLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("{} alerts are not settled: they are read again after the next start", offsets.unsettled());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError("the dispatcher never completes exceptionally", e);
        }
        try {
            commitSettled();
        } catch (KafkaException e) {
            LOG.warn("What was settled could not be committed: it may be told again", e);
        }
    }

    /** Reads no more, waits for alerts under way, commits what is settled, closes the Kafka consumer. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(drainLimit.toMillis() + Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                commitSettled();
            } catch (KafkaException e) {
                LOG.warn("What was settled of {} could not be committed: it may be told again", partitions, e);
            }
            offsets.forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            offsets.forget(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.info("Reads alerts from {}", partitions);
        }
    }
}
