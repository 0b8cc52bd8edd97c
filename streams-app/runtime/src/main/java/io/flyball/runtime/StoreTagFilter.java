package io.flyball.runtime;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the metrics of all state stores the same tags. Kafka names the tag that holds a store's name after the kind of
 * store ({@code rocksdb-state-id}, {@code rocksdb-window-state-id}); Prometheus refuses a second set of labels under one
 * name, so without this the stores of one kind are shown and all others are missing.
 */
public final class StoreTagFilter implements MeterFilter {
    private static final String STORE_METRICS = "kafka.stream.state.";
    private static final String STORE_NAME_SUFFIX = ".state.id";

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith(STORE_METRICS)) {
            return id;
        }
        List<Tag> tags = new ArrayList<>();
        for (Tag tag : id.getTags()) {
            tags.add(tag.getKey().endsWith(STORE_NAME_SUFFIX) ? Tag.of("store", tag.getValue()) : tag);
        }
        return id.replaceTags(tags);
    }
}
