package io.flyball.bench;

import io.flyball.bench.decide.DecideFigures;
import io.flyball.bench.decide.DecideRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball bench decide}: what one decision costs inside a gateway. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = {
            "Measures one decision of the gateways' library with JMH, without any door before it: nanoseconds and bytes",
            "allocated, with that many signals in its table, for calls that no signal concerns (clear) and for calls",
            "that one of each level concerns. Each figure is from a JVM of its own."
        })
final class DecideCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--signals", paramLabel = "N", description = "Signals in the table (default 100000).")
    private int signals = 100_000;

    @Option(
            names = "--callers",
            paramLabel = "N",
            description = "Sessions that call in no order (default 65536); 64 of them stay in the processor's caches.")
    private int callers = 65_536;

    @Option(
            names = "--threads",
            paramLabel = "T",
            split = ",",
            description = "Threads that decide at the same time (default 1,2).")
    private List<Integer> threads = List.of(1, 2);

    @Option(
            names = "--level",
            paramLabel = "LEVELS",
            split = ",",
            description = "Some of clear,advise,pace,downshift,hold_new_tasks (default all).")
    private List<String> levels = DecideRun.LEVELS;

    @Option(names = "--seconds", paramLabel = "S", description = "How long each figure is measured (default 5).")
    private int seconds = 5;

    @Option(names = "--out", paramLabel = "B", description = "Where to write the result (JSON).")
    private @Nullable Path out;

    @SuppressWarnings("NullAway.Init")
    DecideCommand() {}

    @Override
    public Integer call() throws IOException {
        BenchCommand.refuseOutOfRange("--signals", signals, 1, 10_000_000);
        BenchCommand.refuseOutOfRange("--callers", callers, 1, 100_000);
        BenchCommand.refuseOutOfRange("--seconds", seconds, 1, 3600);
        threads.forEach(count -> BenchCommand.refuseOutOfRange("--threads", count, 1, 1_000));
        levels.forEach(DecideRun::refuseUnknownLevel);
        BenchCommand.refuseUnwritable(out);
        PrintWriter err = spec.commandLine().getErr();
        Conditions conditions = Conditions.now(0, 1, 1, 1);
        DecideRun run = new DecideRun(signals, callers, seconds, err);
        List<DecideFigures> figures = new ArrayList<>();
        for (int count : threads) {
            for (String level : levels) {
                figures.addAll(run.run(level, count));
            }
        }
        Map<String, Object> said = conditions.ofGateway(signals, seconds, Conditions.loadAverage());
        said.put("callers", callers);
        DecideReport report = new DecideReport(said, figures);
        report.print(spec.commandLine().getOut());
        if (out != null) {
            report.write(out);
        }
        return 0;
    }
}
