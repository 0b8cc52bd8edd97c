package io.flyball.app.rerate;

import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumer group of an application's re-rater, which follows control, and what it must know of the cluster. */
public final class ReraterGroup {
    private static final Logger LOG = LoggerFactory.getLogger(ReraterGroup.class);

    private final Admin admin;
    private final TopicCatalogue topics;
    private final String applicationId;

    public ReraterGroup(Admin admin, TopicCatalogue topics, String applicationId) {
        this.admin = admin;
        this.topics = topics;
        this.applicationId = applicationId;
    }

    /** The group's name on the cluster. */
    public String name() {
        return applicationId + "-rerater";
    }

    String applicationId() {
        return applicationId;
    }

    TopicCatalogue topics() {
        return topics;
    }

    /** Writes down where the application's charges begin, unless that is known; to be called before it starts. */
    public void begin() {
        Map<TopicPartition, OffsetAndMetadata> known = offsets(name());
        Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
        for (int p = 0; p < topics.partitions(); p++) {
            TopicPartition control = new TopicPartition(topics.name(Topic.CONTROL), p);
            if (!known.containsKey(control)) {
                beginning.put(control, new Progress(0, chargesEnd(p)).offset());
            }
        }
        if (beginning.isEmpty()) {
            return;
        }
        try {
            get(admin.alterConsumerGroupOffsets(name(), beginning).all());
        } catch (KafkaException e) {
            // Another instance has begun meanwhile, before any charge: it wrote the same.
            LOG.info("The group {} is in use already: {}", name(), e.getMessage());
        }
    }

    /** Up to where the topology has read a partition of control, in committed transactions. */
    long controlRead(int partition) {
        return offset(applicationId, new TopicPartition(topics.name(Topic.CONTROL), partition));
    }

    /** Where a partition of charges ends, records of open transactions included. */
    long chargesEnd(int partition) {
        TopicPartition charges = new TopicPartition(topics.name(Topic.CHARGES), partition);
        return get(admin.listOffsets(Map.of(charges, OffsetSpec.latest())).partitionResult(charges))
                .offset();
    }

    private long offset(String group, TopicPartition partition) {
        OffsetAndMetadata at = offsets(group).get(partition);
        return at == null ? 0 : at.offset();
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
