package io.flyball.bench;

import io.flyball.app.Refusal;
import io.flyball.bench.contend.Contender;
import io.flyball.bench.traffic.TrafficShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball bench}: the pipeline beside what bounds it and what one would write first, on this machine. */
@Command(
        name = "flyball bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the pipeline beside a bare consumer and beside the DSL's hopping windows, on this machine,",
            "alternating, each round in a JVM of its own against one broker; prints events a second and ratios."
        },
        subcommands = {
            LayoutCommand.class,
            IngestCommand.class,
            CheckCommand.class,
            DecideCommand.class,
            PaceCommand.class,
            BrokerCommand.class,
            IngestNodeCommand.class,
            GatewayNodeCommand.class,
            RoundCommand.class,
            LayoutRoundCommand.class
        })
final class BenchCommand implements Callable<Integer> {
    static final int FAILED = 1;
    static final int REFUSED = 2;

    private static final long FEWEST_EVENTS = 1_000;
    private static final int PARTITIONS = 4;

    @Spec
    private CommandSpec spec;

    @Option(names = "--events", paramLabel = "N", description = "Events on the usage topic (default 300000).")
    private long events = 300_000;

    @Option(
            names = "--only",
            paramLabel = "NAMES",
            split = ",",
            description = "Some of limit,eos,flyball,dsl (default all).")
    private List<String> only = List.of();

    @Option(names = "--rounds", paramLabel = "K", description = "Rounds of each contender (default 3).")
    private int rounds = 3;

    @Option(names = "--threads", paramLabel = "T", description = "Processing threads of each contender (default 1).")
    private int threads = 1;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long a contender too slow to read all is measured (default 20).")
    private int seconds = 20;

    @Option(names = "--out", paramLabel = "B", description = "Where to write the result (JSON).")
    private @Nullable Path out;

    @SuppressWarnings("NullAway.Init")
    BenchCommand() {}

    /** The whole command line, ready to execute. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new BenchCommand());
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> report(e, command.getErr()));
        commandLine.setParameterExceptionHandler((e, args) -> {
            e.getCommandLine().getErr().println("flyball: " + e.getMessage() + "; see \"flyball bench --help\".");
            return REFUSED;
        });
        return commandLine;
    }

    private static int report(Exception e, PrintWriter err) {
        if (e instanceof Refusal refusal) {
            refusal.sentences().forEach(sentence -> err.println("flyball: " + sentence));
            return REFUSED;
        }
        err.println("flyball: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        LoggerFactory.getLogger(BenchCommand.class).debug("Failed", e);
        return FAILED;
    }

    @Override
    public Integer call() throws IOException {
        List<Contender> contenders = Contender.chosen(only);
        refuseOutOfRange("--events", events, FEWEST_EVENTS, 100_000_000L);
        refuseOutOfRange("--rounds", rounds, 1, 100);
        refuseOutOfRange("--threads", threads, 1, PARTITIONS);
        refuseOutOfRange("--seconds", seconds, 1, 3600);
        refuseUnwritable(out);
        PrintWriter err = spec.commandLine().getErr();
        Conditions conditions = Conditions.now(events, rounds, threads, PARTITIONS);
        err.printf("starting a broker and filling its usage topic with %,d events%n", events);
        err.flush();
        BenchResult result;
        try (Rounds children = new RoundsInChildren(TrafficShape.COMPANY, events, PARTITIONS)) {
            result = new BenchRun(children, err).run(contenders, rounds, events, threads, seconds);
        }
        BenchReport report = new BenchReport(conditions.toMap(Conditions.loadAverage()), result);
        report.print(spec.commandLine().getOut());
        if (out != null) {
            report.write(out);
        }
        return 0;
    }

    static void refuseOutOfRange(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new Refusal(option + " " + value + " is out of range: use " + least + " to " + most + ".");
        }
    }

    static void refuseUnwritable(@Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file) || !Files.isWritable(folder)) {
            throw new Refusal(
                    "--out " + file + " cannot be written: name a file in a folder that exists and is yours.");
        }
    }
}
