package io.flyball.alerting;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets may be committed: those before the first alert that is not settled, per partition. Used by one thread;
 * alerts may be settled from any.
 */
final class DeliveredOffsets {
    private final Map<TopicPartition, Deque<Taken>> taken = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
    private final AtomicInteger unsettled = new AtomicInteger();

    /** A record that was read; offsets of a partition come in order. */
    void take(TopicPartition partition, long offset, CompletableFuture<Void> settled) {
        taken.computeIfAbsent(partition, p -> new ArrayDeque<>()).add(new Taken(offset, settled));
        unsettled.incrementAndGet();
        var unused = settled.thenRun(unsettled::decrementAndGet);
    }

    /** How many alerts are not settled yet, also of partitions that are somebody else's now. */
    int unsettled() {
        return unsettled.get();
    }

    /** What to commit now; empty where nothing is new since {@link #committed}. */
    Map<TopicPartition, OffsetAndMetadata> due() {
        taken.forEach((partition, records) -> {
            while (!records.isEmpty() && records.peek().settled.isDone()) {
                due.put(partition, new OffsetAndMetadata(records.remove().offset + 1));
            }
        });
        return Map.copyOf(due);
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach(due::remove);
    }

    /** These partitions are somebody else's now. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(taken::remove);
        partitions.forEach(due::remove);
    }

    /** Completes when all that was taken is settled. */
    CompletableFuture<Void> allSettled() {
        return CompletableFuture.allOf(taken.values().stream()
                .flatMap(Deque::stream)
                .map(Taken::settled)
                .toArray(CompletableFuture<?>[]::new));
    }

    private record Taken(long offset, CompletableFuture<Void> settled) {}
}
