package io.flyball.bench;

import io.flyball.bench.contend.RoundPlan;
import io.flyball.bench.traffic.BenchTopics;
import picocli.CommandLine.Option;

/** What {@link BrokerJvm#roundArguments} tells a round's JVM. */
final class RoundOptions {
    @Option(names = "--bootstrap", required = true)
    private String bootstrapServers;

    @Option(names = "--events", required = true)
    private long events;

    @Option(names = "--partitions", required = true)
    private int partitions;

    @Option(names = "--threads", required = true)
    private int threads;

    @Option(names = "--round-id", required = true)
    private String roundId;

    @Option(names = "--seconds", required = true)
    private int seconds;

    @SuppressWarnings("NullAway.Init")
    RoundOptions() {}

    BenchTopics topics() {
        return new BenchTopics(bootstrapServers, partitions);
    }

    RoundPlan plan() {
        return new RoundPlan(events, threads, roundId, seconds);
    }
}
