package io.flyball.bench;

import io.flyball.bench.contend.Contender;
import io.flyball.bench.contend.Measured;
import io.flyball.bench.contend.RoundPlan;
import io.flyball.bench.traffic.BenchTopics;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One round's JVM. */
@Command(name = "round", hidden = true, description = "Used by bench itself: one round of one contender.")
final class RoundCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--contender", required = true)
    private String contender;

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
    RoundCommand() {}

    @Override
    public Integer call() {
        BenchTopics topics = new BenchTopics(bootstrapServers, partitions);
        Measured measured = Contender.ofWireName(contender)
                .contest()
                .run(topics, new RoundPlan(events, threads, roundId, seconds));
        PrintWriter out = spec.commandLine().getOut();
        out.println(MeasuredLine.of(measured));
        out.flush();
        return 0;
    }
}
