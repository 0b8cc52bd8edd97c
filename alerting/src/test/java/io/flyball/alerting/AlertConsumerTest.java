package io.flyball.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.schemas.avro.Alert;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertConsumerTest {
    private static final String TOPIC = "flyball.alerts";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ThreadDeliveryTimer timer = new ThreadDeliveryTimer();
    private final KafkaOfTest kafka = new KafkaOfTest();
    private final GatedChannel channel = new GatedChannel();
    private final AlertConsumer consumer = consumer(Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        channel.openAll();
        consumer.close();
        timer.close();
    }

    @Test
    void commitsAnAlertOnlyAfterItsDelivery() {
        // given
        consumer.start();
        kafka.add(FIRST, 0, "a1");
        await().atMost(LONG).until(() -> channel.waiting().contains("a1"));
        Long before = kafka.committed(FIRST);
        // when
        channel.open("a1");
        // then
        assertThat(before).isNull();
        await().atMost(LONG).until(() -> Long.valueOf(1).equals(kafka.committed(FIRST)));
    }

    @Test
    void commitsNothingPastAnAlertThatStillWaits() {
        // given
        consumer.start();
        kafka.add(FIRST, 0, "a1");
        kafka.add(FIRST, 1, "a2");
        kafka.add(SECOND, 0, "b1");
        channel.open("a2");
        channel.open("b1");
        // when
        await().atMost(LONG).until(() -> Long.valueOf(1).equals(kafka.committed(SECOND)));
        // then
        assertThat(kafka.committed(FIRST)).isNull();
    }

    @Test
    void countsAndPassesWhatIsNoAlert() {
        // given
        consumer.start();
        kafka.add(FIRST, 0, "poison");
        kafka.add(FIRST, 1, null);
        kafka.add(FIRST, 2, "a1");
        // when
        channel.open("a1");
        // then
        await().atMost(LONG).until(() -> Long.valueOf(3).equals(kafka.committed(FIRST)));
        assertThat(meters.counter("flyball.alerts.unreadable").count()).isEqualTo(2);
    }

    @Test
    void goesOnAfterTheBrokerFailed() {
        // given
        consumer.start();
        kafka.failNextPoll();
        // when
        channel.open("a1");
        kafka.add(FIRST, 0, "a1");
        // then
        await().atMost(LONG).until(() -> Long.valueOf(1).equals(kafka.committed(FIRST)));
    }

    @Test
    void deliversWhatIsUnderWayBeforeItCloses() {
        // given
        consumer.start();
        kafka.add(FIRST, 0, "a1");
        await().atMost(LONG).until(() -> channel.waiting().contains("a1"));
        // when
        CompletableFuture<Void> closing = CompletableFuture.runAsync(consumer::close);
        channel.open("a1");
        // then
        assertThat(closing).succeedsWithin(LONG);
        assertThat(kafka.committedAtClose).containsEntry(FIRST, 1L);
        assertThat(consumer.isRunning()).isFalse();
    }

    @Test
    void leavesUncommittedWhatIsNotDeliveredWithinTheDrainLimit() {
        // given
        AlertConsumer hasty = consumer(Duration.ofMillis(50));
        hasty.start();
        kafka.add(FIRST, 0, "a1");
        await().atMost(LONG).until(() -> channel.waiting().contains("a1"));
        // when
        hasty.close();
        // then
        assertThat(kafka.closed()).isTrue();
        assertThat(kafka.committedAtClose).isEmpty();
    }

    @Test
    void doesNotTellAgainWhatWasReadAgainAfterARebalance() {
        // given
        consumer.start();
        kafka.add(FIRST, 0, "a1");
        await().atMost(LONG).until(() -> channel.waiting().contains("a1"));
        kafka.reassignAndReadAgain("a1");
        // when
        channel.open("a1");
        // then
        await().atMost(LONG).until(() -> Long.valueOf(1).equals(kafka.committed(FIRST)));
        assertThat(meters.counter("flyball.alerts.delivered", "channel", "gated")
                        .count())
                .isEqualTo(1);
    }

    private AlertConsumer consumer(Duration drainLimit) {
        AlertRouter router = alert -> List.of(new Route(channel, alert.getId()));
        AlertDispatcher dispatcher =
                new AlertDispatcher(router, timer, new DispatchPolicy(1, 10, 60_000, 100), () -> 0, meters);
        return new AlertConsumer(kafka, TOPIC, new AlertById(), dispatcher, meters, drainLimit);
    }

    /** Kafka's own MockConsumer, which gets its partitions with the first poll. */
    private static final class KafkaOfTest extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, Long> committedAtClose = new ConcurrentHashMap<>();

        private KafkaOfTest() {
            super("earliest");
            updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
            schedulePollTask(() -> rebalance(List.of(FIRST, SECOND)));
        }

        private void add(TopicPartition partition, long offset, @Nullable String id) {
            byte[] value = id == null ? null : id.getBytes(StandardCharsets.UTF_8);
            schedulePollTask(
                    () -> addRecord(new ConsumerRecord<>(TOPIC, partition.partition(), offset, new byte[0], value)));
        }

        private void failNextPoll() {
            schedulePollTask(() -> setPollException(new KafkaException("the broker is gone")));
        }

        private void reassignAndReadAgain(String id) {
            schedulePollTask(() -> {
                rebalance(List.of(SECOND));
                rebalance(List.of(FIRST, SECOND));
            });
            add(FIRST, 0, id);
        }

        private @Nullable Long committed(TopicPartition partition) {
            OffsetAndMetadata offset = committed(Set.of(partition)).get(partition);
            return offset == null ? null : offset.offset();
        }

        @Override
        public synchronized void close() {
            for (TopicPartition partition : Set.of(FIRST, SECOND)) {
                Long offset = committed(partition);
                if (offset != null) {
                    committedAtClose.put(partition, offset);
                }
            }
            super.close();
        }
    }

    /** Delivers an alert when the test opens its gate; until then it asks to be tried again. */
    private static final class GatedChannel implements AlertChannel {
        private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
        private final Set<String> tried = ConcurrentHashMap.newKeySet();

        @Override
        public String name() {
            return "gated";
        }

        @Override
        public DeliveryResult deliver(AlertMessage message) {
            String id = message.alert().getId();
            tried.add(id);
            return gate(id).getCount() == 0
                    ? new DeliveryResult.Delivered(id)
                    : new DeliveryResult.RetryLater(0, "the gate is shut");
        }

        private CountDownLatch gate(String id) {
            return gates.computeIfAbsent(id, i -> new CountDownLatch(1));
        }

        private Set<String> waiting() {
            return Set.copyOf(tried);
        }

        private void open(String id) {
            gate(id).countDown();
        }

        private void openAll() {
            gates.values().forEach(CountDownLatch::countDown);
        }
    }

    private static final class AlertById implements Deserializer<Alert> {
        @Override
        public Alert deserialize(String topic, byte[] data) {
            String id = new String(data, StandardCharsets.UTF_8);
            if (id.equals("poison")) {
                throw new SerializationException("no Avro");
            }
            return Alerts.burn(id);
        }
    }
}
