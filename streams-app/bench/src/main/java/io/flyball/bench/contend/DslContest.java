package io.flyball.bench.contend;

import io.flyball.bench.traffic.BenchTopics;
import io.flyball.schemas.Decoded;
import io.flyball.schemas.UsageEventCodec;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The topology one would write first, on Kafka Streams' own settings but for exactly-once and a commit a second. Each
 * event updates 72 windows for its user, its team and its agent, so it does not read the topic to its end: it is
 * measured for a time, after a time to warm up. A window updated counts as a 216th of an event, whichever
 * stage is ahead of the other.
 */
final class DslContest implements Contest {
    @Override
    public Measured run(BenchTopics topics, RoundPlan plan) {
        LongAdder updated = new LongAdder();
        try (StateFolder state = StateFolder.create();
                KafkaStreams streams = new KafkaStreams(
                        DslTopology.of(topics.usage(), deserializer(topics), updated), config(topics, plan, state))) {
            streams.start();
            long all = plan.events() * DslTopology.UPDATES_PER_EVENT;
            awaitSeconds(streams, updated, plan.mostSeconds(), all / 3);
            long before = updated.sum();
            Stopwatch stopwatch = new Stopwatch();
            awaitSeconds(streams, updated, plan.mostSeconds(), all);
            return stopwatch.stop("dsl", (updated.sum() - before) / DslTopology.UPDATES_PER_EVENT);
        }
    }

    private static void awaitSeconds(KafkaStreams streams, LongAdder updated, int seconds, long mostUpdates) {
        long firstNanos = 0;
        while (updated.sum() < mostUpdates) {
            StreamsProgress.pause(() -> streams.state() != KafkaStreams.State.ERROR);
            if (firstNanos == 0 && updated.sum() > 0) {
                firstNanos = System.nanoTime();
            }
            if (firstNanos != 0 && System.nanoTime() - firstNanos > TimeUnit.SECONDS.toNanos(seconds)) {
                return;
            }
        }
    }

    private static DslTopology.CallReader deserializer(BenchTopics topics) {
        UsageEventCodec codec = new UsageEventCodec(topics.registry(), topics.catalogue());
        return (topic, value) -> {
            if (codec.decode(value) instanceof Decoded.Usage usage) {
                return usage.event();
            }
            throw new IllegalStateException("Expected every record of the benchmark to be readable, but one is not");
        };
    }

    private static Properties config(BenchTopics topics, RoundPlan plan, StateFolder state) {
        Properties config = new Properties();
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, topics.bootstrapServers());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, plan.roundId());
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.path().toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, plan.threads());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1000);
        return config;
    }
}
