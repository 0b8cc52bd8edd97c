package io.flyball.bench;

import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.bench.traffic.BenchTopics;
import io.flyball.bench.traffic.TrafficShape;
import io.flyball.bench.traffic.UsageTraffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The broker's JVM: says where it listens when its usage topic is filled, and ends with its input. */
@Command(name = "broker", hidden = true, description = "Used by bench itself: a broker with a filled usage topic.")
final class BrokerCommand implements Callable<Integer> {
    static final long SEED = 20_260_301L;

    @Spec
    private CommandSpec spec;

    @Option(names = "--events", required = true)
    private long events;

    @Option(names = "--partitions", required = true)
    private int partitions;

    @Option(names = "--shape", required = true)
    private String shape;

    @SuppressWarnings("NullAway.Init")
    BrokerCommand() {}

    @Override
    public Integer call() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            new BenchTopics(broker.bootstrapServers(), partitions).fill(traffic(TrafficShape.ofName(shape), events));
            PrintWriter out = spec.commandLine().getOut();
            out.println(broker.bootstrapServers());
            out.flush();
            ChildJvm.awaitEndOfInput();
        }
        return 0;
    }

    /** Traffic that ends now, so that nothing of it lies in the future and no finding has lapsed long ago. */
    static UsageTraffic traffic(TrafficShape shape, long events) {
        return new UsageTraffic(
                shape, SEED, System.currentTimeMillis() - shape.span().toMillis(), events);
    }
}
