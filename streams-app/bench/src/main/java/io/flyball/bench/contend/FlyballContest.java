package io.flyball.bench.contend;

import io.flyball.app.streams.CaughtUp;
import io.flyball.app.streams.GovernorStreams;
import io.flyball.bench.traffic.BenchTopics;
import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.govern.Policy;
import io.flyball.runtime.Clocking;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.runtime.TopologySettings;
import io.flyball.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The whole pipeline with everything on, as {@code run} starts it; twice over the topic in one JVM, the first time to warm
 * up, each time with a state of its own. Done when its committed offsets reach the ends of all
 * its input topics, the roll-up's included; what it admitted must be what lies on the topic.
 */
final class FlyballContest implements Contest {
    private static final Duration TOO_LONG = Duration.ofMinutes(30);

    private final Duration commitEvery;

    FlyballContest(Duration commitEvery) {
        this.commitEvery = commitEvery;
    }

    @Override
    public Measured run(BenchTopics topics, RoundPlan plan) {
        pass(topics, plan.warmUp());
        return pass(topics, plan);
    }

    private Measured pass(BenchTopics topics, RoundPlan plan) {
        try (StateFolder state = StateFolder.create();
                Admin admin = Admin.create(topics.client())) {
            skipEarlierRuns(admin, topics, plan.roundId());
            StreamsConfigs config = new StreamsConfigs(
                    topics.bootstrapServers(), plan.roundId(), state.path().toString(), plan.threads(), commitEvery);
            TopologySettings settings = new TopologySettings(
                    topics.catalogue(), Policy.DEFAULT_HORIZON_MS, Clocking.LATER_OF_STREAM_AND_WALL);
            try (GovernorStreams streams = new GovernorStreams(settings, topics.registry(), config, Map.of())) {
                streams.start();
                return measure(topics, plan, admin, streams);
            }
        }
    }

    private static Measured measure(BenchTopics topics, RoundPlan plan, Admin admin, GovernorStreams streams) {
        StreamsProgress progress = new StreamsProgress(streams.streams(), topics.usage(), streams::alive);
        long before = progress.awaitConsumed(plan.startUpEvents());
        Stopwatch stopwatch = new Stopwatch();
        if (!new CaughtUp(admin, topics.catalogue(), plan.roundId()).await(TOO_LONG, streams::alive)) {
            throw new IllegalStateException("Expected the pipeline to catch up, but it did not: see the log above");
        }
        Measured measured = stopwatch.stop("flyball", plan.events() - before);
        PartitionLedger ledger = streams.queries().ledger();
        if (ledger.get(Count.ADMITTED) != plan.events()) {
            throw new IllegalStateException("Expected the pipeline to admit " + plan.events() + " events, but it admitted "
                    + ledger.get(Count.ADMITTED) + " of " + ledger.get(Count.READ) + " read");
        }
        return measured;
    }

    /** All runs share the topics: what earlier ones left on those that feed back is none of this run's input. */
    private static void skipEarlierRuns(Admin admin, BenchTopics topics, String group) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic topic : new Topic[] {Topic.ROLLUP, Topic.USAGE_REKEY}) {
            for (int p = 0; p < topics.catalogue().partitions(); p++) {
                ends.put(new TopicPartition(topics.catalogue().name(topic), p), OffsetSpec.latest());
            }
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        try {
            admin.listOffsets(ends)
                    .all()
                    .get()
                    .forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
