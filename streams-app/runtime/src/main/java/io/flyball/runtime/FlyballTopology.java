package io.flyball.runtime;

import io.flyball.runtime.state.CommitHook;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier.WindowStoreTypes;

/**
 * The topology. Two sub-topologies, joined by the roll-up topic:
 *
 * <pre>
 *   usage ─┐                                   ┌─► charges, usage.late, usage.rejected
 *   rekey ─┼─► payer: admit, price, count, ────┼─► spend, findings, throttle, alerts   (users)
 *   control┤   detect, signal                  ├─► usage.rekey (back to the start, once)
 *   adjustments  scopes slices trails ids      └─► rollup ─► merge ─► spend, findings, throttle, alerts (all others)
 *                                                            scopes slices teams books
 * </pre>
 */
public final class FlyballTopology {
    private final TopologySettings settings;
    private final StageSerdes serdes;
    private final Topology topology = new Topology();

    private FlyballTopology(TopologySettings settings, SchemaRegistry registry) {
        this.settings = settings;
        this.serdes = StageSerdes.of(registry, settings.topics());
    }

    /** The topology for these settings; schemas are registered as their first records are written. */
    public static Topology of(TopologySettings settings, SchemaRegistry registry) {
        FlyballTopology flyball = new FlyballTopology(settings, registry);
        flyball.payerStage();
        flyball.mergeStage();
        return flyball.topology;
    }

    private void payerStage() {
        source(StageNames.CONTROL, Topic.CONTROL);
        source(StageNames.USAGE, Topic.USAGE);
        source(StageNames.ADJUSTMENTS, Topic.ADJUSTMENTS);
        topology.addSource(
                AutoOffsetReset.earliest(),
                StageNames.REKEYED,
                new FirstIngestTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                settings.topics().name(Topic.USAGE_REKEY));
        topology.addProcessor(
                StageNames.PAYER,
                () -> new PayerProcessor(settings, serdes),
                StageNames.CONTROL,
                StageNames.USAGE,
                StageNames.ADJUSTMENTS,
                StageNames.REKEYED);
        store(keyValue(StageNames.PAYER_SCOPES), StageNames.PAYER);
        store(keyValue(StageNames.PAYER_SLICES), StageNames.PAYER);
        store(keyValue(StageNames.PAYER_TRAILS), StageNames.PAYER);
        store(keyValue(StageNames.PAYER_RATINGS), StageNames.PAYER);
        store(keyValue(StageNames.PAYER_BOOKS), StageNames.PAYER);
        store(seenIds(), StageNames.PAYER);
        store(CommitHook.builder(StageNames.PAYER_COMMIT), StageNames.PAYER);
        payerSinks();
    }

    private void payerSinks() {
        for (Topic topic : new Topic[] {
            Topic.CHARGES,
            Topic.USAGE_LATE,
            Topic.USAGE_REJECTED,
            Topic.USAGE_REKEY,
            Topic.SPEND,
            Topic.FINDINGS,
            Topic.THROTTLE,
            Topic.ALERTS
        }) {
            sink(StageNames.PAYER, topic);
        }
        topology.addSink(
                StageNames.sink(StageNames.PAYER, Topic.ROLLUP),
                settings.topics().name(Topic.ROLLUP),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                (topic, key, value, partitions) -> Optional.of(Set.of(DeltaFlush.partitionOf(key))),
                StageNames.PAYER);
    }

    private void mergeStage() {
        source(StageNames.ROLLUP, Topic.ROLLUP);
        topology.addProcessor(StageNames.MERGE, () -> new RollupProcessor(settings, serdes), StageNames.ROLLUP);
        store(keyValue(StageNames.MERGE_SCOPES), StageNames.MERGE);
        store(keyValue(StageNames.MERGE_SLICES), StageNames.MERGE);
        store(keyValue(StageNames.MERGE_TEAMS), StageNames.MERGE);
        store(keyValue(StageNames.MERGE_BOOKS), StageNames.MERGE);
        store(CommitHook.builder(StageNames.MERGE_COMMIT), StageNames.MERGE);
        for (Topic topic : new Topic[] {Topic.SPEND, Topic.FINDINGS, Topic.THROTTLE, Topic.ALERTS}) {
            sink(StageNames.MERGE, topic);
        }
        topology.addSink(
                StageNames.sink(StageNames.MERGE, Topic.CONTROL),
                settings.topics().name(Topic.CONTROL),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                (topic, key, value, partitions) -> Optional.of(everyOf(partitions)),
                StageNames.MERGE);
    }

    private static Set<Integer> everyOf(int partitions) {
        return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
    }

    private void source(String name, Topic topic) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                settings.topics().name(topic));
    }

    private void sink(String stage, Topic topic) {
        topology.addSink(
                StageNames.sink(stage, topic),
                settings.topics().name(topic),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                stage);
    }

    private void store(StoreBuilder<?> builder, String processor) {
        topology.addStateStore(builder, processor);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> keyValue(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    /**
     * Admitted ids: windows half a horizon long, kept for the horizon and one window more, a segment a window, so that a
     * window is dropped as a whole and an id within the horizon never is.
     */
    private StoreBuilder<WindowStore<Bytes, byte[]>> seenIds() {
        long bucketMs = settings.horizonMs() / 2;
        long retentionMs = Duration.ofMillis(settings.horizonMs() + bucketMs).toMillis();
        return Stores.windowStoreBuilder(
                        new RocksDbWindowBytesStoreSupplier(
                                StageNames.PAYER_IDS,
                                retentionMs,
                                bucketMs,
                                bucketMs,
                                false,
                                WindowStoreTypes.DEFAULT_WINDOW_STORE),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
