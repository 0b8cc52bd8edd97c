package io.flyball.bench;

import io.flyball.bench.ask.AskedDoor;
import io.flyball.bench.traffic.TrafficShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball bench check}: how fast gateways are answered. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Asks the doors that gateways ask, over a sidecar that read that many signals from a broker's throttle topic",
            "and over one whose topic is empty, in turns. First as fast as answers come (the most there is), then by a",
            "schedule that waits for none, at a rate below that: a request's time counts from when it was due. Broker and",
            "sidecars run in JVMs of their own on this machine. Half of the calls are of users whom a signal concerns,",
            "a quarter of these each advised, paced, downshifted and held."
        })
final class CheckCommand implements Callable<Integer> {
    private static final int PARTITIONS = 4;
    private static final int NOTHING_ON_THE_TOPIC = 0;

    @Spec
    private CommandSpec spec;

    @Option(names = "--signals", paramLabel = "N", description = "Signals on the throttle topic (default 100000).")
    private int signals = 100_000;

    @Option(names = "--seconds", paramLabel = "S", description = "How long a rate is held (default 20).")
    private int seconds = 20;

    @Option(
            names = "--connections",
            paramLabel = "C",
            description =
                    "Requests under way at once, each on a connection of its own; over gRPC all share one (default 16).")
    private int connections = 16;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            description =
                    "Rate to hold (default: six tenths of the most that was answered, less where p99 is over 50 ms).")
    private int perSecond;

    @Option(
            names = "--door",
            paramLabel = "DOORS",
            split = ",",
            description = "Some of check,ext_authz_grpc,ext_authz_http (default all).")
    private List<String> doors = List.of("check", "ext_authz_grpc", "ext_authz_http");

    @Option(names = "--out", paramLabel = "B", description = "Where to write the result (JSON).")
    private @Nullable Path out;

    @SuppressWarnings("NullAway.Init")
    CheckCommand() {}

    @Override
    public Integer call() throws IOException {
        List<AskedDoor> chosen = doors.stream().map(AskedDoor::ofWireName).toList();
        BenchCommand.refuseOutOfRange("--signals", signals, 1, 10_000_000);
        BenchCommand.refuseOutOfRange("--seconds", seconds, 1, 3600);
        BenchCommand.refuseOutOfRange("--connections", connections, 1, 1_000);
        BenchCommand.refuseOutOfRange("--per-second", perSecond, 0, 1_000_000);
        BenchCommand.refuseUnwritable(out);
        Conditions conditions = Conditions.now(0, 1, 1, PARTITIONS);
        CheckReport report = measured(conditions, chosen);
        report.print(spec.commandLine().getOut());
        if (out != null) {
            report.write(out);
        }
        return 0;
    }

    private CheckReport measured(Conditions conditions, List<AskedDoor> chosen) {
        PrintWriter err = spec.commandLine().getErr();
        List<CheckFigures> figures = new ArrayList<>();
        try (BrokerJvm broker = BrokerJvm.start(TrafficShape.COMPANY, NOTHING_ON_THE_TOPIC, PARTITIONS)) {
            ThrottleTopics topics = ThrottleTopics.create(broker);
            err.printf("writing %,d signals to the throttle topic%n", signals);
            err.flush();
            topics.fill(signals);
            try (GatewayJvm none = GatewayJvm.start(broker, topics.empty());
                    GatewayJvm full = GatewayJvm.start(broker, topics.full())) {
                none.awaitSignals(0);
                Duration loaded = full.awaitSignals(signals);
                CheckRun run = new CheckRun(signals, connections, Duration.ofSeconds(seconds), err);
                chosen.forEach(door -> figures.addAll(run.run(door, full, none, perSecond)));
                Map<String, Object> said = conditions.ofGateway(signals, seconds, Conditions.loadAverage());
                said.put("connections", connections);
                return new CheckReport(said, loaded, figures);
            }
        }
    }
}
