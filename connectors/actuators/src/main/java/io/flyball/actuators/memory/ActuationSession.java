package io.flyball.actuators.memory;

import io.flyball.gateway.ThrottleSignal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stretch of work between two faults of Kafka, by one thread. Of the group on the throttle topic the member that has
 * partition 0 acts, for all scopes: a rate of changes can only be kept by one. The others wait.
 */
final class ActuationSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActuationSession.class);
    private static final Duration REST = Duration.ofMillis(200);

    private final ActuationKafka kafka;
    private final ActuationTopics topics;
    private final List<Served> served;
    private final ActuationMeters meters;
    private final LongSupplier clock;
    private final Consumer<byte[], byte[]> consumer;
    private boolean chosen;
    private boolean busy;
    private @Nullable KafkaActuationLog log;
    private @Nullable ActuationDesk desk;

    ActuationSession(
            ActuationKafka kafka,
            ActuationTopics topics,
            List<Served> served,
            ActuationMeters meters,
            LongSupplier clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.served = served;
        this.meters = meters;
        this.clock = clock;
        this.consumer = kafka.group();
    }

    void begin() {
        consumer.subscribe(List.of(topics.throttle()), new Choice());
    }

    /**
     * Keeps its membership, and takes a step of each actuator where it is the one that acts.
     *
     * @param signals those in force; null where they are not known, so that nothing may be concluded
     */
    void turn(Supplier<@Nullable Collection<ThrottleSignal>> signals) throws InterruptedException {
        // Only the membership counts: its partitions are paused, signals are read by the table.
        consumer.poll(busy ? Duration.ZERO : REST);
        busy = false;
        if (!chosen) {
            leave();
            return;
        }
        Collection<ThrottleSignal> inForce = signals.get();
        if (inForce != null) {
            busy = desk().turn(inForce);
        }
    }

    private ActuationDesk desk() {
        ActuationDesk known = desk;
        if (known != null) {
            return known;
        }
        KafkaActuationLog writer = new KafkaActuationLog(kafka, topics);
        log = writer;
        Past past = KafkaActuationLog.read(kafka, topics, meters);
        LOG.info("Acts on limits, from {} entries", past.entries().size());
        ActuationDesk fresh = new ActuationDesk(served, past, writer, meters, clock);
        desk = fresh;
        meters.acts(true);
        return fresh;
    }

    private void leave() {
        desk = null;
        meters.acts(false);
        if (log != null) {
            log.close();
            log = null;
        }
    }

    @Override
    public void close() {
        leave();
        consumer.close();
    }

    private final class Choice implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (partitions.stream().anyMatch(p -> p.partition() == 0)) {
                chosen = false;
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            if (partitions.stream().anyMatch(p -> p.partition() == 0)) {
                chosen = true;
            }
        }
    }
}
