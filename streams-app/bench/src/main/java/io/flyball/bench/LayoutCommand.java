package io.flyball.bench;

import io.flyball.bench.traffic.TrafficShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball bench layout}: layouts of the windowed state side by side. */
@Command(
        name = "layout",
        mixinStandardHelpOptions = true,
        description = {
            "Measures three layouts of the windowed state under exactly-once at 100 ms and at 1 s, for users who call",
            "seldom and users who call often: events a second, changelog bytes an event, size on disk."
        })
final class LayoutCommand implements Callable<Integer> {
    private static final int PARTITIONS = 4;

    @Spec
    private CommandSpec spec;

    @Option(names = "--events", paramLabel = "N", description = "Events of each kind of traffic (default 20000).")
    private long events = 20_000;

    @Option(names = "--rounds", paramLabel = "K", description = "Rounds of each layout (default 1).")
    private int rounds = 1;

    @Option(names = "--out", paramLabel = "B", description = "Where to write the result (JSON).")
    private @Nullable Path out;

    @SuppressWarnings("NullAway.Init")
    LayoutCommand() {}

    @Override
    public Integer call() throws IOException {
        BenchCommand.refuseOutOfRange("--events", events, 1_000, 100_000_000L);
        BenchCommand.refuseOutOfRange("--rounds", rounds, 1, 100);
        BenchCommand.refuseUnwritable(out);
        Conditions conditions = Conditions.now(events, rounds, 1, PARTITIONS);
        LayoutResult result = new LayoutResult();
        for (TrafficShape shape : new TrafficShape[] {TrafficShape.LONG_TAIL, TrafficShape.HOT}) {
            try (BrokerJvm broker = BrokerJvm.start(shape, events, PARTITIONS)) {
                // Rows of one slice cost a quiet user a look-up for each slot that passed: this is the long part.
                new LayoutRun(broker, spec.commandLine().getErr()).run(shape, events, rounds, result);
            }
        }
        PrintWriter table = spec.commandLine().getOut();
        Map<String, Object> conditionsMap = conditions.toMap(Conditions.loadAverage());
        Conditions.print(conditionsMap, table);
        result.print(table);
        if (out != null) {
            ReportFile.write(out, conditionsMap, Map.of("runs", result.toJson()));
        }
        return 0;
    }
}
