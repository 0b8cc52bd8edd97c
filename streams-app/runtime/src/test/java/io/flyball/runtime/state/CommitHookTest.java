package io.flyball.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.flyball.runtime.StreamsConfigs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins what Flyball relies on of Kafka's internals: the hook runs inside each commit, early enough to write. */
class CommitHookTest {
    private final Path stateDir;

    CommitHookTest(@TempDir Path stateDir) {
        this.stateDir = stateDir;
    }

    /** Holds each value back and writes it to its store inside the commit. */
    private static final class HoldsBack extends ContextualProcessor<String, String, String, String> {
        private String held = "";

        @Override
        public void init(org.apache.kafka.streams.processor.api.ProcessorContext<String, String> context) {
            super.init(context);
            KeyValueStore<String, String> store = context.getStateStore("store");
            CommitHook hook = context.getStateStore("hook");
            hook.beforeCommit(() -> store.put("k", held));
        }

        @Override
        public void process(Record<String, String> record) {
            KeyValueStore<String, String> store = context().getStateStore("store");
            String before = store.get("k");
            held = record.value();
            context().forward(record.withValue("before the commit: " + before));
        }
    }

    @Test
    void runsInsideEachCommitAndWhatItWritesIsInTheChangelogOfThatTransaction() {
        // given
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), config(), Instant.EPOCH)) {
            var in = driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
            var out = driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer());
            // when
            in.pipeInput("k", "a");
            in.pipeInput("k", "b");
            // then
            assertThat(out.readValuesToList()).containsExactly("before the commit: null", "before the commit: a");
            assertThat(driver.<String, String>getKeyValueStore("store").get("k"))
                    .isEqualTo("b");
            var changelog = driver.createOutputTopic(
                    "flyball-store-changelog", new StringDeserializer(), new StringDeserializer());
            assertThat(changelog.readValuesToList()).containsExactly("a", "b");
        }
    }

    @Test
    void needsNoChangelogOfItsOwn() {
        assertThat(CommitHook.builder("hook").loggingEnabled()).isFalse();
        assertThatCode(() -> CommitHook.builder("hook").withLoggingDisabled().build())
                .doesNotThrowAnyException();
    }

    private static Topology topology() {
        return new Topology()
                .addSource("source", new StringDeserializer(), new StringDeserializer(), "in")
                .addProcessor("holds-back", HoldsBack::new, "source")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore("store"), Serdes.String(), Serdes.String()),
                        "holds-back")
                .addStateStore(CommitHook.builder("hook"), "holds-back")
                .addSink("sink", "out", new StringSerializer(), new StringSerializer(), "holds-back");
    }

    private Properties config() {
        Properties config = new Properties();
        config.putAll(new StreamsConfigs("localhost:1", "flyball", stateDir.toString(), 1, Duration.ofMillis(100))
                .toMap(Map.of()));
        return config;
    }
}
