package io.flyball.bench.decide;

import io.flyball.app.Refusal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link GateBenchmark} by JMH, one JVM a figure. */
public final class DecideRun {
    /** Those there are. */
    public static final List<String> LEVELS = List.of("clear", "advise", "pace", "downshift", "hold_new_tasks");

    private static final int WARM_UP_SECONDS = 3;
    /** Pieces so short that most of them are whole though others use the machine now and then. */
    private static final int PIECES_A_SECOND = 20;

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final int signals;
    private final int callers;
    private final int seconds;
    private final PrintWriter progress;

    /**
     * Runs with so many signals in the table.
     *
     * @param callers sessions that call
     * @param seconds of measuring a figure, in pieces of 50 ms, after three to warm up
     */
    public DecideRun(int signals, int callers, int seconds, PrintWriter progress) {
        this.signals = signals;
        this.callers = callers;
        this.seconds = seconds;
        this.progress = progress;
    }

    /** A level that is none is the user's mistake. */
    public static void refuseUnknownLevel(String level) {
        if (!LEVELS.contains(level)) {
            throw new Refusal("--level " + level + " is no level: use " + String.join(", ", LEVELS) + ".");
        }
    }

    /** All operations at a level with so many threads. */
    public List<DecideFigures> run(String level, int threads) {
        List<DecideFigures> figures = new ArrayList<>();
        try {
            for (RunResult result : new Runner(options(level, threads)).run()) {
                figures.add(figures(result, level, threads));
            }
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH did not run: " + e.getMessage(), e);
        }
        for (DecideFigures one : figures) {
            progress.printf(
                    Locale.ROOT,
                    "%-15s %-15s %d threads  %,8.0f ns  best %,8.0f ns  %,6.0f bytes%n",
                    one.what(),
                    one.level(),
                    one.threads(),
                    one.nanos(),
                    one.bestNanos(),
                    one.bytes());
        }
        progress.flush();
        return figures;
    }

    private Options options(String level, int threads) {
        return new OptionsBuilder()
                .include("^" + GateBenchmark.class.getName().replace(".", "\\.") + "\\.")
                .param("signals", Integer.toString(signals))
                .param("callers", Integer.toString(callers))
                .param("level", level)
                .threads(threads)
                .forks(1)
                .jvmArgs("-Xms1g", "-Xmx1g")
                .warmupIterations(WARM_UP_SECONDS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds * PIECES_A_SECOND)
                .measurementTime(TimeValue.milliseconds(1_000 / PIECES_A_SECOND))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static DecideFigures figures(RunResult result, String level, int threads) {
        Result<?> time = result.getPrimaryResult();
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
        return new DecideFigures(
                time.getLabel(),
                level,
                threads,
                time.getStatistics().getPercentile(50),
                time.getStatistics().getMin(),
                bytes == null ? Double.NaN : bytes.getScore());
    }
}
