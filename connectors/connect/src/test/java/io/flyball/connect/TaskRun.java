package io.flyball.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connect.fake.FakeProvider;
import io.flyball.connect.fake.FakeRegistry;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.BillingLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** Runs a task as a worker does, and keeps its offsets and what a compacted topic would show. */
final class TaskRun implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final Provider provider;
    private final Map<String, String> settings;
    private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
    private final Map<String, byte[]> topic = new TreeMap<>();
    private final AvroSerde<BillingLine> serde;
    private UsageTask task;
    private int records;

    TaskRun(Provider provider, FakeProvider fake, FakeRegistry registry, Map<String, String> more) {
        this.provider = provider;
        this.settings = new HashMap<>(Map.of(
                "admin.key", FakeProvider.KEY,
                "base.url", fake.baseUrl(),
                "registry.url", registry.url(),
                "lookback.days", "20",
                "poll.interval.ms", "20",
                "retry.backoff.ms", "5",
                "retry.backoff.max.ms", "20"));
        settings.putAll(more);
        this.serde = new AvroSerde<>(
                SchemaRegistry.connect(registry.url()),
                new TopicCatalogue("flyball.", 1, (short) 1),
                Topic.BILLING,
                BillingLine.class);
        this.task = started();
    }

    private UsageTask started() {
        UsageTask fresh = provider == Provider.ANTHROPIC ? new AnthropicUsageTask() : new OpenAiUsageTask();
        fresh.initialize(new Context());
        fresh.start(settings);
        return fresh;
    }

    /** Starts anew from the stored offsets. */
    void restart() {
        task.stop();
        task = started();
    }

    /** Polls once; what comes is stored with its offsets. */
    void poll() throws InterruptedException {
        List<SourceRecord> polled = task.poll();
        for (SourceRecord record : polled == null ? List.<SourceRecord>of() : polled) {
            String key = new String((byte[]) record.key(), StandardCharsets.UTF_8);
            assertThat(record.topic()).isEqualTo("flyball.billing");
            if (record.value() == null) {
                topic.remove(key);
            } else {
                topic.put(key, (byte[]) record.value());
            }
            offsets.put(record.sourcePartition(), Map.copyOf(castOffset(record.sourceOffset())));
            records++;
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> castOffset(Map<String, ?> offset) {
        return (Map<String, Object>) offset;
    }

    /** Polls until this holds. */
    void until(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> {
                    poll();
                    assertion.run();
                });
    }

    UsageTask task() {
        return task;
    }

    /** Lines by key, as the compacted topic shows them. */
    Map<String, BillingLine> lines() {
        Map<String, BillingLine> lines = new TreeMap<>();
        topic.forEach((key, value) -> lines.put(key, serde.deserialize(value)));
        return lines;
    }

    int records() {
        return records;
    }

    @Override
    public void close() {
        task.stop();
    }

    /** What a worker lends a task. */
    private final class Context implements SourceTaskContext {
        @Override
        public Map<String, String> configs() {
            return settings;
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return new OffsetStorageReader() {
                @Override
                public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
                    return offsets.get(partition);
                }

                @Override
                public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
                    Map<Map<String, T>, Map<String, Object>> known = new HashMap<>();
                    partitions.forEach(partition -> known.put(partition, offset(partition)));
                    return known;
                }
            };
        }

        @Override
        public PluginMetrics pluginMetrics() {
            throw new NoSuchMethodError("an older worker");
        }
    }
}
