package io.flyball.bench.layout;

import io.flyball.app.streams.CaughtUp;
import io.flyball.bench.contend.Measured;
import io.flyball.bench.contend.RoundPlan;
import io.flyball.bench.contend.StateFolder;
import io.flyball.bench.contend.Stopwatch;
import io.flyball.bench.contend.StreamsProgress;
import io.flyball.bench.traffic.BenchTopics;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** One run over the usage topic under one layout, with the pipeline's own settings. */
public final class LayoutContest {
    private static final Duration TOO_LONG = Duration.ofMinutes(30);
    private static final int BROKER = 1;

    private final LayoutVariant variant;
    private final Duration commitEvery;

    public LayoutContest(LayoutVariant variant, Duration commitEvery) {
        this.variant = variant;
        this.commitEvery = commitEvery;
    }

    /** Runs twice in this JVM: over half of the topic to warm up, then over all of it. */
    public LayoutMeasured run(BenchTopics topics, RoundPlan plan) {
        warmUp(topics, plan);
        try (Admin admin = Admin.create(topics.client())) {
            return measuredPass(topics, plan, admin);
        }
    }

    private LayoutMeasured measuredPass(BenchTopics topics, RoundPlan plan, Admin admin) {
        try (StateFolder state = StateFolder.create()) {
            Measured speed;
            StoreFacts heads;
            StoreFacts rows;
            try (KafkaStreams streams = streams(topics, plan, state)) {
                streams.start();
                speed = measure(topics, plan, admin, streams);
                heads = StoreFacts.of(streams, LayoutTopology.HEADS);
                rows = StoreFacts.of(streams, LayoutTopology.ROWS);
            }
            return new LayoutMeasured(
                    speed,
                    changelogBytes(admin, plan.roundId()),
                    heads.valueBytes() / Math.max(1, heads.records()),
                    heads.records() + rows.records(),
                    tableBytes(state.path()));
        }
    }

    private void warmUp(BenchTopics topics, RoundPlan plan) {
        try (StateFolder state = StateFolder.create();
                KafkaStreams streams = streams(topics, plan.warmUp(), state)) {
            streams.start();
            progress(topics, streams).awaitConsumed(plan.warmUpEvents());
        }
    }

    private KafkaStreams streams(BenchTopics topics, RoundPlan plan, StateFolder state) {
        StreamsConfigs config = new StreamsConfigs(
                topics.bootstrapServers(), plan.roundId(), state.path().toString(), plan.threads(), commitEvery);
        Properties properties = new Properties();
        properties.putAll(config.toMap(Map.of()));
        return new KafkaStreams(LayoutTopology.of(variant, topics), properties);
    }

    private static StreamsProgress progress(BenchTopics topics, KafkaStreams streams) {
        return new StreamsProgress(streams, topics.usage(), () -> alive(streams));
    }

    private static Measured measure(BenchTopics topics, RoundPlan plan, Admin admin, KafkaStreams streams) {
        long before = progress(topics, streams).awaitConsumed(plan.startUpEvents());
        Stopwatch stopwatch = new Stopwatch();
        CaughtUp caughtUp = new CaughtUp(admin, topics.catalogue(), plan.roundId());
        if (!caughtUp.await(Topic.USAGE, TOO_LONG, () -> alive(streams))) {
            throw new IllegalStateException("Expected the topology to catch up, but it did not: see the log above");
        }
        return stopwatch.stop("layout", plan.events() - before);
    }

    private static boolean alive(KafkaStreams streams) {
        return streams.state() != KafkaStreams.State.ERROR && streams.state() != KafkaStreams.State.NOT_RUNNING;
    }

    private record StoreFacts(long records, long valueBytes) {
        static StoreFacts of(KafkaStreams streams, String name) {
            long records = 0;
            long valueBytes = 0;
            var store = streams.store(
                    StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore()));
            try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
                while (all.hasNext()) {
                    records++;
                    valueBytes += all.next().value.length;
                }
            }
            return new StoreFacts(records, valueBytes);
        }
    }

    private static long changelogBytes(Admin admin, String applicationId) {
        try {
            long bytes = 0;
            Map<String, LogDirDescription> folders = admin.describeLogDirs(List.of(BROKER))
                    .allDescriptions()
                    .get()
                    .getOrDefault(BROKER, Map.of());
            for (LogDirDescription folder : folders.values()) {
                bytes += folder.replicaInfos().entrySet().stream()
                        .filter(replica -> replica.getKey().topic().startsWith(applicationId + "-")
                                && !replica.getKey().topic().startsWith(applicationId + "-warm-up"))
                        .mapToLong(replica -> replica.getValue().size())
                        .sum();
            }
            return bytes;
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private static long tableBytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
