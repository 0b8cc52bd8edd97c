package io.flyball.bench;

import io.flyball.app.config.Role;
import io.flyball.app.node.AlertTargets;
import io.flyball.app.node.GovernorNode;
import io.flyball.app.node.NodeSettings;
import io.flyball.bench.contend.StateFolder;
import io.flyball.bench.traffic.BenchTopics;
import io.flyball.runtime.StreamsConfigs;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The JVM of the doors, as {@code flyball run --role ingest} starts them: says its port, and ends with its input. */
@Command(name = "ingest-node", hidden = true, description = "Used by bench itself: the ingest doors alone.")
final class IngestNodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--bootstrap", required = true)
    private String bootstrapServers;

    @Option(names = "--partitions", required = true)
    private int partitions;

    @SuppressWarnings("NullAway.Init")
    IngestNodeCommand() {}

    @Override
    public Integer call() throws IOException {
        BenchTopics topics = new BenchTopics(bootstrapServers, partitions);
        try (StateFolder state = StateFolder.create();
                GovernorNode node = GovernorNode.start(
                        settings(topics, state), topics.registry(), AlertTargets.none(), List.of())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(node.httpPort());
            out.flush();
            ChildJvm.awaitEndOfInput();
        }
        return 0;
    }

    private static NodeSettings settings(BenchTopics topics, StateFolder state) {
        return NodeSettings.usual(
                topics.client(),
                topics.catalogue(),
                new StreamsConfigs(
                        topics.bootstrapServers(), "bench-ingest", state.path().toString(), 1, Duration.ofSeconds(1)),
                EnumSet.of(Role.INGEST));
    }
}
