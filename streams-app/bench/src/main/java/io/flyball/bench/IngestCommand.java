package io.flyball.bench;

import io.flyball.bench.load.LoadDoor;
import io.flyball.bench.load.OpenLoop;
import io.flyball.bench.traffic.TrafficShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball bench ingest}: what the doors take. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Sends usage to the ingest doors by a schedule that waits for no answer, and measures the time from when an",
            "event was due to be sent until Kafka had it. Doors and broker run in JVMs of their own on this machine."
        })
final class IngestCommand implements Callable<Integer> {
    private static final int PARTITIONS = 4;
    private static final int NOTHING_ON_THE_TOPIC = 0;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--events-per-second",
            paramLabel = "N",
            description =
                    "Rate to hold (default: the highest that is sustained with p99 below 250 ms, which is looked for).")
    private int eventsPerSecond;

    @Option(names = "--seconds", paramLabel = "S", description = "How long the rate is held (default 30).")
    private int seconds = 30;

    @Option(names = "--batch", paramLabel = "B", description = "Events of a request (default 100).")
    private int batch = 100;

    @Option(
            names = "--door",
            paramLabel = "DOORS",
            split = ",",
            description = "Some of native,otlp,litellm (default all).")
    private List<String> doors = List.of("native", "otlp", "litellm");

    @Option(names = "--out", paramLabel = "B", description = "Where to write the result (JSON).")
    private @Nullable Path out;

    @SuppressWarnings("NullAway.Init")
    IngestCommand() {}

    @Override
    public Integer call() throws IOException {
        List<LoadDoor> chosen = doors.stream().map(LoadDoor::ofWireName).toList();
        BenchCommand.refuseOutOfRange("--events-per-second", eventsPerSecond, 0, 1_000_000);
        BenchCommand.refuseOutOfRange("--seconds", seconds, 1, 3600);
        BenchCommand.refuseOutOfRange("--batch", batch, 1, 10_000);
        BenchCommand.refuseUnwritable(out);
        PrintWriter err = spec.commandLine().getErr();
        Conditions conditions = Conditions.now(0, 1, 1, PARTITIONS);
        List<IngestFigures> figures = new ArrayList<>();
        IngestRun run = new IngestRun(batch, Duration.ofSeconds(seconds), err);
        try (BrokerJvm broker = BrokerJvm.start(TrafficShape.COMPANY, NOTHING_ON_THE_TOPIC, PARTITIONS)) {
            for (LoadDoor door : chosen) {
                try (IngestJvm ingest = IngestJvm.start(broker)) {
                    figures.add(run.run(ingest, door, eventsPerSecond));
                }
            }
        }
        IngestReport report = new IngestReport(
                conditions.ofLoad(batch, OpenLoop.CONNECTIONS, seconds, Conditions.loadAverage()), figures);
        report.print(spec.commandLine().getOut());
        if (out != null) {
            report.write(out);
        }
        return 0;
    }
}
