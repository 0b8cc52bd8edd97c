package io.flyball.runtime.state;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Kafka's own in-memory stores outside of any topology that would use them. */
final class HeapStores implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("books", "user-scopes", "user-slices", "shared-scopes", "shared-slices", "trails", "ratings");

    private final TopologyTestDriver driver = new TopologyTestDriver(topology(), config());

    KeyValueStore<Bytes, byte[]> get(String name) {
        return driver.getKeyValueStore(name);
    }

    /** Every entry of every store as text. */
    List<String> contents() {
        List<String> contents = new ArrayList<>();
        for (String name : NAMES) {
            try (KeyValueIterator<Bytes, byte[]> all = get(name).all()) {
                all.forEachRemaining(e -> contents.add(name + " " + hex(e.key.get()) + " = " + hex(e.value)));
            }
        }
        return contents;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Topology topology() {
        Topology topology = new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in")
                .addProcessor("idle", Idle::new, "source");
        for (String name : NAMES) {
            topology.addStateStore(
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()),
                    "idle");
        }
        return topology;
    }

    private static final class Idle extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    private static Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "stores");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        return config;
    }

    @Override
    public void close() {
        driver.close();
    }
}
