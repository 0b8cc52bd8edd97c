package io.flyball.bench;

import io.flyball.bench.contend.Contender;
import io.flyball.bench.contend.Measured;
import io.flyball.bench.contend.RoundPlan;
import java.util.ArrayList;
import java.util.List;

/** One broker in a JVM of its own with a filled usage topic, and a JVM for each round. */
final class RoundsInChildren implements Rounds {
    private final ChildJvm broker;
    private final String bootstrapServers;
    private final int partitions;

    RoundsInChildren(long events, int partitions) {
        this.partitions = partitions;
        this.broker = ChildJvm.start(
                List.of("broker", "--events", Long.toString(events), "--partitions", Integer.toString(partitions)));
        String line = broker.readLine();
        if (line == null) {
            broker.close();
            throw new IllegalStateException("The broker of the benchmark did not start: see the log above.");
        }
        this.bootstrapServers = line;
    }

    @Override
    public Measured run(Contender contender, RoundPlan plan) {
        List<String> arguments = new ArrayList<>(List.of("round", "--contender", contender.wireName()));
        arguments.addAll(List.of("--bootstrap", bootstrapServers, "--partitions", Integer.toString(partitions)));
        arguments.addAll(List.of("--events", Long.toString(plan.events()), "--round-id", plan.roundId()));
        arguments.addAll(List.of("--threads", Integer.toString(plan.threads())));
        arguments.addAll(List.of("--seconds", Integer.toString(plan.mostSeconds())));
        try (ChildJvm child = ChildJvm.start(arguments)) {
            String line = child.readLine();
            if (line == null) {
                throw new IllegalStateException("The round of " + contender.wireName() + " failed: see the log above.");
            }
            return MeasuredLine.parse(line);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
