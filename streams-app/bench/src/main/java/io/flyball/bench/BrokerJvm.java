package io.flyball.bench;

import io.flyball.bench.contend.RoundPlan;
import io.flyball.bench.traffic.TrafficShape;
import java.util.List;

/** A broker in a JVM of its own, its usage topic filled. */
final class BrokerJvm implements AutoCloseable {
    private final ChildJvm jvm;
    private final String bootstrapServers;
    private final int partitions;

    private BrokerJvm(ChildJvm jvm, String bootstrapServers, int partitions) {
        this.jvm = jvm;
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions;
    }

    static BrokerJvm start(TrafficShape shape, long events, int partitions) {
        ChildJvm jvm = ChildJvm.start(List.of(
                "broker",
                "--shape",
                shape.name(),
                "--events",
                Long.toString(events),
                "--partitions",
                Integer.toString(partitions)));
        String line = jvm.readLine();
        if (line == null) {
            jvm.close();
            throw new IllegalStateException("The broker of the benchmark did not start: see the log above.");
        }
        return new BrokerJvm(jvm, line, partitions);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    int partitions() {
        return partitions;
    }

    /** What a round's JVM must be told. */
    List<String> roundArguments(RoundPlan plan) {
        return List.of(
                "--bootstrap",
                bootstrapServers,
                "--partitions",
                Integer.toString(partitions),
                "--events",
                Long.toString(plan.events()),
                "--threads",
                Integer.toString(plan.threads()),
                "--round-id",
                plan.roundId(),
                "--seconds",
                Integer.toString(plan.mostSeconds()));
    }

    @Override
    public void close() {
        jvm.close();
    }
}
