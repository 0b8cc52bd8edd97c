package io.flyball.bench.layout;

import io.flyball.bench.traffic.BenchTopics;
import io.flyball.runtime.state.CommitHook;
import io.flyball.schemas.UsageEventCodec;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Usage into users' windows under one layout. */
final class LayoutTopology {
    static final String HEADS = "heads";
    static final String ROWS = "rows";
    static final String COMMIT = "commit";
    private static final String PROCESSOR = "count";

    private LayoutTopology() {}

    static Topology of(LayoutVariant variant, BenchTopics topics) {
        UsageEventCodec codec = new UsageEventCodec(topics.registry(), topics.catalogue());
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        "usage",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.usage())
                .addProcessor(PROCESSOR, () -> new LayoutProcessor(variant, codec), "usage")
                .addStateStore(keyValue(HEADS), PROCESSOR)
                .addStateStore(keyValue(ROWS), PROCESSOR)
                .addStateStore(CommitHook.builder(COMMIT), PROCESSOR);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> keyValue(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
