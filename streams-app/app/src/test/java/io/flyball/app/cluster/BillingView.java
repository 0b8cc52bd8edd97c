package io.flyball.app.cluster;

import io.flyball.app.streams.TopicTail;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.BillingLine;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What the billing topic shows once it is compacted: of each key the latest. */
final class BillingView {
    private final TopicTail tail;
    private final TopicCatalogue topics;
    private final AvroSerde<BillingLine> serde;
    private int records;

    BillingView(TopicTail tail, SchemaRegistry registry, TopicCatalogue topics) {
        this.tail = tail;
        this.topics = topics;
        this.serde = new AvroSerde<>(registry, topics, Topic.BILLING, BillingLine.class);
    }

    /** Lines by key. */
    Map<String, BillingLine> read() {
        Map<String, BillingLine> lines = new TreeMap<>();
        records = 0;
        tail.readAll(topics.name(Topic.BILLING), record -> {
            records++;
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                lines.remove(key);
            } else {
                lines.put(key, serde.deserialize(record.value()));
            }
        });
        return lines;
    }

    /** By report and day what its lines sum up to: nano-USD of a report of costs, tokens of one of usage. */
    Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        read().forEach((key, line) -> sums.merge(
                key.substring(0, key.lastIndexOf('/')),
                line.getCostNanoUsd() + line.getInputTokens() + line.getCacheReadTokens() + line.getOutputTokens(),
                Long::sum));
        return sums;
    }

    /** How many records the last reading found, repeated ones included. */
    int records() {
        return records;
    }
}
