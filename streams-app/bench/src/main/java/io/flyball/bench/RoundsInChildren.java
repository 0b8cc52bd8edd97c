package io.flyball.bench;

import io.flyball.bench.contend.Contender;
import io.flyball.bench.contend.Measured;
import io.flyball.bench.contend.RoundPlan;
import io.flyball.bench.traffic.TrafficShape;
import java.util.ArrayList;
import java.util.List;

/** One broker in a JVM of its own with a filled usage topic, and a JVM for each round. */
final class RoundsInChildren implements Rounds {
    private final BrokerJvm broker;

    RoundsInChildren(TrafficShape shape, long events, int partitions) {
        this.broker = BrokerJvm.start(shape, events, partitions);
    }

    @Override
    public Measured run(Contender contender, RoundPlan plan) {
        List<String> arguments = new ArrayList<>(List.of("round", "--contender", contender.wireName()));
        arguments.addAll(broker.roundArguments(plan));
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
