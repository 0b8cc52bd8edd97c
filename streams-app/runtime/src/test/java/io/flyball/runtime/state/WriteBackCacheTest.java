package io.flyball.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.spend.Measures;
import io.flyball.core.spend.SliceRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteBackCacheTest {
    private final TopologyTestDriver driver = new TopologyTestDriver(topology(), config());
    private final KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore("store");
    private final WriteBackCache<String, SliceRow> cache = cache(3);

    @AfterEach
    void close() {
        driver.close();
    }

    private WriteBackCache<String, SliceRow> cache(int maxEntries) {
        return new WriteBackCache<>(
                store, k -> Bytes.wrap(k.getBytes(StandardCharsets.UTF_8)), new SliceRowCodec(), maxEntries);
    }

    @Test
    void writesNothingBeforeItIsFlushed() {
        // when
        change("a", 1);
        // then
        assertThat(cost(cache, "a")).isEqualTo(1);
        assertThat(stored("a")).isNull();
        cache.flush();
        assertThat(cost(cache(3), "a")).isEqualTo(1);
    }

    @Test
    void writesWhatChangedAndNotWhatIsClean() {
        // given
        change("a", 1);
        cache.flush();
        store.delete(Bytes.wrap("a".getBytes(StandardCharsets.UTF_8)));
        // when
        cache.flush();
        // then: a clean entry is not written, a changed one is
        assertThat(stored("a")).isNull();
        change("a", 2);
        cache.flush();
        assertThat(cost(cache(3), "a")).isEqualTo(3);
    }

    @Test
    void deletesInTheStoreOnlyWhenFlushed() {
        // given
        change("a", 1);
        cache.flush();
        // when
        cache.delete("a");
        cache.delete("never there");
        // then
        assertThat(cache.get("a")).isNull();
        assertThat(stored("a")).isNotNull();
        cache.flush();
        assertThat(stored("a")).isNull();
    }

    @Test
    void beginsAnewWhatWasDeletedAndIsChangedAgain() {
        // given
        change("a", 5);
        cache.flush();
        cache.delete("a");
        // when
        change("a", 1);
        cache.flush();
        // then
        assertThat(cost(cache(3), "a")).isEqualTo(1);
    }

    @Test
    void losesNothingWhenItIsFullAndForgetsAllThatIsClean() {
        // given
        for (String key : List.of("a", "b", "c", "d", "e")) {
            change(key, 1);
        }
        // when
        cache.flush();
        change("a", 1);
        cache.flush();
        // then
        assertThat(cost(cache(3), "a")).isEqualTo(2);
        assertThat(cost(cache(3), "e")).isEqualTo(1);
    }

    @Test
    void showsEachChangedValueOnceAndWritesWhatTheCallbackChanges() {
        // given
        change("a", 1);
        change("a", 1);
        change("b", 1);
        List<String> shown = new ArrayList<>();
        // when
        cache.forEachDirty((key, row) -> {
            shown.add(key);
            row.getOrCreate(0).add(nanoUsd(10));
        });
        cache.flush();
        // then
        assertThat(shown).containsExactly("a", "b");
        assertThat(cost(cache(3), "a")).isEqualTo(12);
        cache.forEachDirty((key, row) -> shown.add(key));
        assertThat(shown).hasSize(2);
    }

    private void change(String key, long nanoUsd) {
        cache.change(key, SliceRow::new).getOrCreate(0).add(nanoUsd(nanoUsd));
    }

    private static long cost(WriteBackCache<String, SliceRow> of, String key) {
        SliceRow row = of.get(key);
        return row == null ? 0 : row.getOrCreate(0).costNanoUsd();
    }

    private byte[] stored(String key) {
        return store.get(Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static Measures nanoUsd(long amount) {
        Measures m = new Measures();
        m.set(0, amount);
        return m;
    }

    private static Topology topology() {
        return new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in")
                .addProcessor("idle", Idle::new, "source")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore("store"), Serdes.Bytes(), Serdes.ByteArray()),
                        "idle");
    }

    private static final class Idle extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    private static Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "cache");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        return config;
    }
}
