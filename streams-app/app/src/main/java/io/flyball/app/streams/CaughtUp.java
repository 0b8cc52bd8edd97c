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
import org.jspecify.annotations.Nullable;

/**
 * Tells when an application has taken in all that lies on its input topics. What a transaction hands on is there once its
 * input is committed, so the topics are looked at in the order of the data: control and usage, then what was rekeyed,
 * then the roll-up. When the last is through, nothing is on its way. Where a re-rater follows control it comes between:
 * what it makes of a change of prices is on its way as well.
 */
public final class CaughtUp {
    private static final List<Topic> FIRST = List.of(Topic.CONTROL, Topic.USAGE);
    private static final List<List<Topic>> AFTERWARDS =
            List.of(List.of(Topic.USAGE_REKEY, Topic.ADJUSTMENTS), List.of(Topic.ROLLUP));
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Admin admin;
    private final TopicCatalogue topics;
    private final String applicationId;
    private final @Nullable String reraterGroup;

    /** For an application without a re-rater. */
    public CaughtUp(Admin admin, TopicCatalogue topics, String applicationId) {
        this(admin, topics, applicationId, null);
    }

    /** @param reraterGroup group of the application's re-rater; null: there is none */
    public CaughtUp(Admin admin, TopicCatalogue topics, String applicationId, @Nullable String reraterGroup) {
        this.admin = admin;
        this.topics = topics;
        this.applicationId = applicationId;
        this.reraterGroup = reraterGroup;
    }

    /**
     * Waits until all is taken in.
     *
     * @param alive asked while waiting; waiting ends where it answers no
     * @return false where the time was up or the application is not alive any more
     */
    public boolean await(Duration atMost, BooleanSupplier alive) {
        long deadlineNanos = System.nanoTime() + atMost.toNanos();
        boolean through = await(applicationId, FIRST, deadlineNanos, alive)
                && (reraterGroup == null || await(reraterGroup, List.of(Topic.CONTROL), deadlineNanos, alive));
        for (List<Topic> together : AFTERWARDS) {
            through = through && await(applicationId, together, deadlineNanos, alive);
        }
        return through;
    }

    /** Waits until one topic is taken in. */
    public boolean await(Topic topic, Duration atMost, BooleanSupplier alive) {
        return await(applicationId, List.of(topic), System.nanoTime() + atMost.toNanos(), alive);
    }

    private boolean await(String group, List<Topic> together, long deadlineNanos, BooleanSupplier alive) {
        Map<TopicPartition, Long> ends = ends(together);
        while (lag(group, ends) > 0) {
            if (!alive.getAsBoolean() || System.nanoTime() > deadlineNanos) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** How many offsets of all input topics are still to be taken in. */
    public long lag() {
        Map<TopicPartition, Long> all = new HashMap<>();
        all.putAll(ends(FIRST));
        AFTERWARDS.forEach(together -> all.putAll(ends(together)));
        return lag(applicationId, all);
    }

    private long lag(String group, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata at = committed.get(end.getKey());
            lag += Math.max(0, end.getValue() - (at == null ? 0 : at.offset()));
        }
        return lag;
    }

    /**
     * Where the topics end, what is not committed included: the offsets of a transaction can be seen a moment before its
     * markers stand in every topic it wrote to, and until then what it handed on lies behind the last stable offset.
     */
    private Map<TopicPartition, Long> ends(List<Topic> together) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        for (Topic topic : together) {
            for (int p = 0; p < topics.partitions(); p++) {
                specs.put(new TopicPartition(topics.name(topic), p), OffsetSpec.latest());
            }
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
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
