package io.flyball.app.streams;

import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells when an application has taken in all that lies on its input topics. What a transaction hands on is there once its
 * input is committed, so the topics are looked at in the order of the data: control and usage, then what was rekeyed,
 * then the roll-up. When the last is through, nothing is on its way.
 */
public final class CaughtUp {
    private static final List<List<Topic>> IN_ORDER =
            List.of(List.of(Topic.CONTROL, Topic.USAGE), List.of(Topic.USAGE_REKEY), List.of(Topic.ROLLUP));
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Admin admin;
    private final TopicCatalogue topics;
    private final String applicationId;

    public CaughtUp(Admin admin, TopicCatalogue topics, String applicationId) {
        this.admin = admin;
        this.topics = topics;
        this.applicationId = applicationId;
    }

    /**
     * Waits until all is taken in.
     *
     * @param alive asked while waiting; waiting ends where it answers no
     * @return false where the time was up or the application is not alive any more
     */
    public boolean await(Duration atMost, BooleanSupplier alive) {
        return await(IN_ORDER, atMost, alive);
    }

    /** Waits until one topic is taken in. */
    public boolean await(Topic topic, Duration atMost, BooleanSupplier alive) {
        return await(List.of(List.of(topic)), atMost, alive);
    }

    private boolean await(List<List<Topic>> order, Duration atMost, BooleanSupplier alive) {
        long deadlineNanos = System.nanoTime() + atMost.toNanos();
        for (List<Topic> together : order) {
            Map<TopicPartition, Long> ends = ends(together);
            while (lag(ends) > 0) {
                if (!alive.getAsBoolean() || System.nanoTime() > deadlineNanos) {
                    return false;
                }
                pause();
            }
        }
        return true;
    }

    /** How many offsets of all input topics are still to be taken in. */
    public long lag() {
        Map<TopicPartition, Long> all = new HashMap<>();
        IN_ORDER.forEach(together -> all.putAll(ends(together)));
        return lag(all);
    }

    private long lag(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata at = committed.get(end.getKey());
            lag += Math.max(0, end.getValue() - (at == null ? 0 : at.offset()));
        }
        return lag;
    }

    private Map<TopicPartition, Long> ends(List<Topic> together) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        for (Topic topic : together) {
            for (int p = 0; p < topics.partitions(); p++) {
                specs.put(new TopicPartition(topics.name(topic), p), OffsetSpec.latest());
            }
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
