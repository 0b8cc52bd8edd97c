package io.flyball.bench;

import io.flyball.app.config.Role;
import io.flyball.app.node.AlertTargets;
import io.flyball.app.node.GovernorNode;
import io.flyball.app.node.NodeSettings;
import io.flyball.bench.contend.StateFolder;
import io.flyball.bench.traffic.BenchTopics;
import io.flyball.bench.traffic.TrafficShape;
import io.flyball.runtime.StreamsConfigs;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball bench pace}: how long a gateway goes on at full speed after the call that crosses a threshold. */
@Command(
        name = "pace",
        mixinStandardHelpOptions = true,
        description = {
            "For one user after the other: posts the usage of a call that crosses the threshold, and measures the time",
            "from its acknowledgement until the sidecar answers a check of that user with a pace. The broker runs in a",
            "JVM of its own; doors, topology and sidecar run in one instance here."
        })
final class PaceCommand implements Callable<Integer> {
    private static final int PARTITIONS = 4;
    private static final int NOTHING_ON_THE_TOPIC = 0;
    private static final int WARM_UP_USERS = 40;

    @Spec
    private CommandSpec spec;

    @Option(names = "--users", paramLabel = "N", description = "Users who cross the threshold (default 300).")
    private int users = 300;

    @Option(names = "--at-once", paramLabel = "K", description = "How many do so at the same time (default 4).")
    private int atOnce = 4;

    @Option(
            names = "--commit-interval-ms",
            paramLabel = "MS",
            description = "How often the topology commits (default 100, as an installation does).")
    private int commitIntervalMs = 100;

    @SuppressWarnings("NullAway.Init")
    PaceCommand() {}

    @Override
    public Integer call() throws IOException {
        BenchCommand.refuseOutOfRange("--users", users, 1, 1_000_000);
        BenchCommand.refuseOutOfRange("--at-once", atOnce, 1, 256);
        BenchCommand.refuseOutOfRange("--commit-interval-ms", commitIntervalMs, 10, 25_000);
        PrintWriter out = spec.commandLine().getOut();
        Conditions conditions = Conditions.now(users, 1, 1, PARTITIONS);
        try (BrokerJvm broker = BrokerJvm.start(TrafficShape.COMPANY, NOTHING_ON_THE_TOPIC, PARTITIONS);
                StateFolder state = StateFolder.create();
                GovernorNode node = start(new BenchTopics(broker.bootstrapServers(), PARTITIONS), state)) {
            PaceRun run = new PaceRun("http://127.0.0.1:" + node.httpPort(), atOnce);
            PaceRun.Lags unused = run.run("warm-up", WARM_UP_USERS);
            PaceRun.Lags lags = run.run("user", users);
            Conditions.print(conditions.toMap(Conditions.loadAverage()), out);
            out.printf(
                    Locale.ROOT,
                    "%n%d users, %d at once, commit every %d ms: p50 %.0f ms  p99 %.0f ms  max %.0f ms%n",
                    users,
                    atOnce,
                    commitIntervalMs,
                    lags.ms(50),
                    lags.ms(99),
                    lags.ms(100));
            out.flush();
        }
        return 0;
    }

    private GovernorNode start(BenchTopics topics, StateFolder state) {
        NodeSettings settings = NodeSettings.usual(
                topics.client(),
                topics.catalogue(),
                new StreamsConfigs(
                        topics.bootstrapServers(),
                        "bench-pace",
                        state.path().toString(),
                        1,
                        Duration.ofMillis(commitIntervalMs)),
                EnumSet.of(Role.STREAMS, Role.INGEST, Role.GATEWAY));
        return GovernorNode.start(settings, topics.registry(), AlertTargets.none(), List.of());
    }
}
