package io.flyball.gateway;

import static io.flyball.gateway.SignalJson.NOW_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThrottleTopicReaderTest {
    private static final String TOPIC = "flyball.throttle";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long UNTIL_MS = NOW_MS + 3_600_000;

    private final ThrottleTable table = new ThrottleTable();
    private final HandClock clock = new HandClock();
    private final List<KafkaOfTest> opened = Collections.synchronizedList(new ArrayList<>());
    private final KafkaOfTest kafka = new KafkaOfTest(2);
    private final KafkaOfTest afterwards = new KafkaOfTest(2);
    private final ThrottleTopicReader reader = new ThrottleTopicReader(
            () -> {
                KafkaOfTest next = opened.isEmpty() ? kafka : afterwards;
                opened.add(next);
                return next;
            },
            TOPIC,
            table,
            clock);

    @AfterEach
    void stop() {
        reader.close();
    }

    @Test
    void appliesWhatStandsInEveryPartitionFromTheBeginning() {
        // given
        kafka.add(0, 0, "user:ann", SignalJson.pace(1, UNTIL_MS));
        kafka.add(1, 0, "user:bob", SignalJson.signal("user:bob", 1, "advise", UNTIL_MS));
        // when
        reader.start();
        // then
        await().atMost(LONG).until(() -> table.inForce(NOW_MS).size() == 2);
    }

    @Test
    void takesATombstoneAndPassesARecordWithoutAKey() {
        // given
        kafka.add(0, 0, "user:ann", SignalJson.pace(1, UNTIL_MS));
        kafka.add(0, 1, null, SignalJson.pace(2, UNTIL_MS));
        kafka.add(0, 2, "user:ann", null);
        kafka.add(0, 3, "user:bob", SignalJson.signal("user:bob", 1, "pace", UNTIL_MS));
        // when
        reader.start();
        // then
        await().atMost(LONG).until(() -> table.lookup("user:bob", NOW_MS) != null);
        assertThat(table.lookup("user:ann", NOW_MS)).isNull();
        assertThat(table.unreadableCount()).isEqualTo(1);
    }

    @Test
    void isNeverCaughtUpBeforeItHasReadToTheEnd() {
        // given
        kafka.endsAt(0, 2);
        kafka.add(0, 0, "user:ann", SignalJson.pace(1, UNTIL_MS));
        reader.start();
        await().atMost(LONG).until(() -> table.size() == 1 && kafka.timesAsked() > 0);
        long before = reader.millisSinceCaughtUp(clock.millis());
        // when
        kafka.add(0, 1, "user:ann", SignalJson.pace(2, UNTIL_MS));
        // then
        assertThat(before).isEqualTo(ThrottleTopicReader.NEVER);
        await().atMost(LONG).until(() -> {
            clock.advance(1_000);
            return reader.millisSinceCaughtUp(clock.millis()) < 60_000;
        });
    }

    @Test
    void growsStaleWhileTheBrokerIsAwayAndKeepsWhatItKnows() {
        // given
        kafka.add(0, 0, "user:ann", SignalJson.pace(1, UNTIL_MS));
        reader.start();
        await().atMost(LONG).until(() -> reader.millisSinceCaughtUp(clock.millis()) == 0 && table.size() == 1);
        kafka.away();
        int asked = kafka.timesAsked();
        // when
        clock.advance(90_000);
        // then
        await().atMost(LONG).until(() -> kafka.timesAsked() > asked);
        assertThat(reader.millisSinceCaughtUp(clock.millis())).isEqualTo(90_000);
        assertThat(table.lookup("user:ann", NOW_MS)).isNotNull();
    }

    @Test
    void readsPartitionsThatAreAddedLater() {
        // given
        reader.start();
        await().atMost(LONG).until(() -> reader.millisSinceCaughtUp(clock.millis()) == 0);
        // when
        kafka.partitions(3);
        clock.advance(1_000);
        await().atMost(LONG).until(() -> kafka.assignment().size() == 3);
        kafka.add(2, 0, "user:ann", SignalJson.pace(1, UNTIL_MS));
        // then
        await().atMost(LONG).until(() -> table.lookup("user:ann", NOW_MS) != null);
    }

    @Test
    void beginsAnewWithAnotherConsumerAfterAFault() {
        // given
        reader.start();
        await().atMost(LONG).until(() -> reader.millisSinceCaughtUp(clock.millis()) == 0);
        // when
        kafka.schedulePollTask(() -> kafka.setPollException(new KafkaException("fenced")));
        // then
        await().atMost(LONG).until(() -> opened.size() == 2);
        assertThat(kafka.closed()).isTrue();
        assertThat(reader.isRunning()).isTrue();
    }

    @Test
    void goesOnWhereItWasAfterAFaultAndTakesNothingBack() {
        // given
        kafka.endsAt(0, 3);
        for (KafkaOfTest one : List.of(kafka, afterwards)) {
            one.add(0, 0, "user:ann", SignalJson.pace(1, UNTIL_MS));
            one.add(0, 1, "user:ann", null);
            one.add(0, 2, "user:ann", SignalJson.signal("user:ann", 2, "hold_new_tasks", UNTIL_MS));
        }
        afterwards.add(0, 3, "user:bob", SignalJson.signal("user:bob", 1, "pace", UNTIL_MS));
        reader.start();
        await().atMost(LONG).until(() -> {
            clock.advance(1_000);
            return reader.millisSinceCaughtUp(clock.millis()) < 60_000;
        });
        // when
        kafka.schedulePollTask(() -> kafka.setPollException(new KafkaException("fenced")));
        await().atMost(LONG).until(() -> table.lookup("user:bob", NOW_MS) != null);
        // then
        assertThat(table.isFromBefore("user:ann")).isTrue();
    }

    @Test
    void waitsForATopicThatIsNotThereYet() {
        // given
        kafka.partitions(0);
        // when
        reader.start();
        // then
        await().atMost(LONG).until(() -> opened.size() == 2 && reader.millisSinceCaughtUp(clock.millis()) == 0);
    }

    @Test
    void endsItsThreadAndItsConsumerWhenClosed() {
        // given
        reader.start();
        await().atMost(LONG).until(() -> !opened.isEmpty());
        // when
        reader.close();
        // then
        assertThat(reader.isRunning()).isFalse();
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void readsCommittedWithoutAGroupWhateverTheCallerSays() {
        // given
        Map<String, Object> given =
                Map.of("bootstrap.servers", "localhost:1", "group.id", "mine", "isolation.level", "read_uncommitted");
        // when
        Map<String, Object> config = ThrottleTopicReader.consumerConfig(given);
        // then
        assertThat(config)
                .doesNotContainKey("group.id")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("bootstrap.servers", "localhost:1");
    }

    /** Kafka's own MockConsumer, which can be made to lose its broker. */
    private static final class KafkaOfTest extends MockConsumer<byte[], byte[]> {
        private boolean away;
        private int timesAsked;

        private KafkaOfTest(int partitions) {
            super("earliest");
            partitions(partitions);
        }

        private synchronized void partitions(int count) {
            List<PartitionInfo> infos = new ArrayList<>();
            Map<TopicPartition, Long> begins = new HashMap<>();
            for (int i = 0; i < count; i++) {
                infos.add(new PartitionInfo(TOPIC, i, null, null, null));
                begins.put(new TopicPartition(TOPIC, i), 0L);
                updateEndOffsets(Map.of(new TopicPartition(TOPIC, i), 0L));
            }
            updatePartitions(TOPIC, infos);
            updateBeginningOffsets(begins);
        }

        private void add(int partition, long offset, @Nullable String key, byte @Nullable [] value) {
            byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
            schedulePollTask(() -> addRecord(new ConsumerRecord<>(TOPIC, partition, offset, keyBytes, value)));
        }

        private void endsAt(int partition, long offset) {
            updateEndOffsets(Map.of(new TopicPartition(TOPIC, partition), offset));
        }

        private synchronized void away() {
            away = true;
        }

        private synchronized int timesAsked() {
            return timesAsked;
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            timesAsked++;
            if (away) {
                throw new TimeoutException("the broker is away");
            }
            return super.endOffsets(partitions);
        }
    }

    /** A clock that moves when a test says so. */
    private static final class HandClock extends Clock {
        private final AtomicLong nowMs = new AtomicLong(NOW_MS);

        private void advance(long ms) {
            nowMs.addAndGet(ms);
        }

        @Override
        public long millis() {
            return nowMs.get();
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
