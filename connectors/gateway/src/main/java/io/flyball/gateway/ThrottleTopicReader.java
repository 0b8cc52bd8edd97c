package io.flyball.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link ThrottleTable} up to date from the throttle topic, on a daemon thread of its own: all partitions, from
 * the beginning, read committed, without a group. A broker that is away changes nothing but the staleness: what is known
 * holds until it lapses, and reading goes on when the broker is back. After a fault it goes on where it was: an old
 * tombstone that is read again would lift what was asked after it.
 */
public final class ThrottleTopicReader implements AutoCloseable {
    /** The topic's name unless the installation has another prefix. */
    public static final String DEFAULT_TOPIC = "flyball.throttle";
    /** What {@link #millisSinceCaughtUp} says before the first time. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(ThrottleTopicReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ASK_LIMIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final long CHECK_EVERY_MS = 1_000;
    private static final long REST_AFTER_FAULT_MS = 1_000;
    /** Lapsed signals are kept for a while, so that an older record read again does not come to life. */
    private static final long KEEP_LAPSED_MS = 3_600_000;

    private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final ThrottleTable table;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long caughtUpAtMs = NEVER;
    /** Where reading goes on with another consumer; of one thread. */
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

    private long checkedAtMs = -CHECK_EVERY_MS;

    /**
     * @param consumers opens a consumer with {@link #consumerConfig}; asked again after a fault
     * @param clock for {@link #millisSinceCaughtUp}
     */
    public ThrottleTopicReader(
            Supplier<? extends Consumer<byte[], byte[]>> consumers, String topic, ThrottleTable table, Clock clock) {
        this.consumers = consumers;
        this.topic = topic;
        this.table = table;
        this.clock = clock;
        this.thread = new Thread(this::run, "flyball-throttle-reader");
        this.thread.setDaemon(true);
    }

    /**
     * Opens and starts a reader with the system's clock.
     *
     * @param kafka {@code bootstrap.servers} and what else the cluster wants (security); what reading rightly needs is
     *     put on top
     */
    public static ThrottleTopicReader start(Map<String, ?> kafka, String topic, ThrottleTable table) {
        Map<String, Object> config = consumerConfig(kafka);
        ThrottleTopicReader reader =
                new ThrottleTopicReader(() -> new KafkaConsumer<>(config), topic, table, Clock.systemUTC());
        reader.start();
        return reader;
    }

    /** Read committed, no group, no commits, never creating the topic. */
    public static Map<String, Object> consumerConfig(Map<String, ?> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return config;
    }

    /** Begins to read; once only. */
    public void start() {
        table.beginLoading();
        thread.start();
    }

    /**
     * How stale the table may be: ms since all that was on the topic had been applied, looked at about once a second.
     * {@link #NEVER} before the first time.
     */
    public long millisSinceCaughtUp(long nowMs) {
        long atMs = caughtUpAtMs;
        return atMs == NEVER ? NEVER : Math.max(0, nowMs - atMs);
    }

    /** Whether its thread lives. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    private void run() {
        while (!isClosing()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                readUntilClosed(consumer);
            } catch (InterruptException e) {
                LOG.warn("Interrupted: throttle signals are no longer read from {}", topic);
                closing.countDown();
            } catch (RuntimeException e) {
                LOG.warn("Reading {} failed; what is known holds until it lapses, and reading begins anew", topic, e);
                rest();
            }
        }
    }

    private void readUntilClosed(Consumer<byte[], byte[]> consumer) {
        assignAll(consumer);
        while (!isClosing()) {
            consumer.poll(POLL).forEach(this::apply);
            long nowMs = clock.millis();
            if (nowMs - checkedAtMs >= CHECK_EVERY_MS || nowMs < checkedAtMs) {
                checkedAtMs = nowMs;
                check(consumer, nowMs);
            }
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> read) {
        if (read.key() == null) {
            table.applyWithoutScope();
        } else {
            table.apply(new String(read.key(), StandardCharsets.UTF_8), read.value());
        }
        nextOffsets.put(new TopicPartition(read.topic(), read.partition()), read.offset() + 1);
    }

    private void check(Consumer<byte[], byte[]> consumer, long nowMs) {
        table.forgetLapsed(nowMs - KEEP_LAPSED_MS);
        try {
            assignAll(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), ASK_LIMIT);
            if (isAt(consumer, ends)) {
                table.endLoading();
                caughtUpAtMs = nowMs;
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debug("The end of {} is not known now: the table goes stale", topic, e);
        }
    }

    private static boolean isAt(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey(), ASK_LIMIT) < end.getValue()) {
                return false;
            }
        }
        return !ends.isEmpty();
    }

    /** Takes all partitions there are, those it has not read from yet from their beginning. */
    private void assignAll(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> known = consumer.assignment();
        List<TopicPartition> added = new ArrayList<>();
        for (PartitionInfo info : consumer.partitionsFor(topic, ASK_LIMIT)) {
            TopicPartition partition = new TopicPartition(topic, info.partition());
            if (!known.contains(partition)) {
                added.add(partition);
            }
        }
        if (known.isEmpty() && added.isEmpty()) {
            throw new KafkaException("Expected the topic " + topic + ", but it has no partitions: create it first");
        }
        if (!added.isEmpty()) {
            Set<TopicPartition> all = new HashSet<>(known);
            all.addAll(added);
            consumer.assign(all);
            added.forEach(partition -> seek(consumer, partition));
        }
    }

    private void seek(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        Long next = nextOffsets.get(partition);
        if (next == null) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, next);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void rest() {
        try {
            boolean unused = closing.await(REST_AFTER_FAULT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Stops reading; the table keeps what it knows until it lapses. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
