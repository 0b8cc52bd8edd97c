package io.flyball.bench;

import io.flyball.bench.ask.AskResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fast gateways were answered, as a table for people and as JSON for scripts. */
final class CheckReport {
    private final Map<String, Object> conditions;
    private final Duration loaded;
    private final List<CheckFigures> figures;

    /**
     * A report.
     *
     * @param loaded how long the sidecar read until it knew all signals
     * @param figures of each door over the signals, followed by the same over none
     */
    CheckReport(Map<String, Object> conditions, Duration loaded, List<CheckFigures> figures) {
        this.conditions = conditions;
        this.loaded = loaded;
        this.figures = figures;
    }

    void print(PrintWriter out) {
        out.println();
        Conditions.print(conditions, out);
        out.println();
        out.printf(Locale.ROOT, "all signals known after %,d ms%n%n", loaded.toMillis());
        out.printf(
                Locale.ROOT,
                "%-15s %9s %9s %9s %8s %8s %9s %8s %7s %14s  %s%n",
                "door",
                "signals",
                "most/s",
                "held/s",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "failed",
                "answers/CPU s",
                "");
        figures.forEach(one -> print(one, out));
        out.println();
        ratios().forEach((name, ratio) -> out.printf(Locale.ROOT, "%-50s %8.3f%n", name, ratio));
        out.flush();
    }

    private static void print(CheckFigures one, PrintWriter out) {
        AskResult held = one.held();
        out.printf(
                Locale.ROOT,
                "%-15s %,9d %,9.0f %,9d %,8.2f %,8.2f %,9.2f %,8.1f %,7d %,14.0f  %s%n",
                one.door().wireName(),
                one.signals(),
                one.mostPerSecond(),
                held.perSecond(),
                held.ms(50),
                held.ms(99),
                held.ms(99.9),
                held.slowestMs(),
                held.failed(),
                one.answersPerCpuSecond(),
                one.sustained() ? "" : "not sustained");
    }

    private Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (int i = 0; i + 1 < figures.size(); i += 2) {
            CheckFigures full = figures.get(i);
            CheckFigures none = figures.get(i + 1);
            String door = full.door().wireName() + ", " + full.signals() + " signals/none, ";
            ratios.put(door + "most/s", full.mostPerSecond() / none.mostPerSecond());
            ratios.put(door + "p99", full.held().ms(99) / none.held().ms(99));
            ratios.put(door + "answers/CPU s", full.answersPerCpuSecond() / none.answersPerCpuSecond());
        }
        return ratios;
    }

    void write(Path file) throws IOException {
        Map<String, Object> figuresByName = new LinkedHashMap<>();
        figuresByName.put("signals_known_after_ms", loaded.toMillis());
        figuresByName.put("runs", figures.stream().map(CheckReport::run).toList());
        Map<String, Object> ratios = new LinkedHashMap<>();
        ratios().forEach((name, ratio) -> ratios.put(name, rounded(ratio)));
        figuresByName.put("ratios", ratios);
        ReportFile.write(file, conditions, figuresByName);
    }

    private static Map<String, Object> run(CheckFigures one) {
        AskResult held = one.held();
        Map<String, Object> ms = new LinkedHashMap<>();
        ms.put("p50", rounded(held.ms(50)));
        ms.put("p99", rounded(held.ms(99)));
        ms.put("p99.9", rounded(held.ms(99.9)));
        ms.put("max", rounded(held.slowestMs()));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("door", one.door().wireName());
        run.put("signals", one.signals());
        run.put("most_per_second", rounded(one.mostPerSecond()));
        run.put("held_per_second", held.perSecond());
        run.put("sustained", one.sustained());
        run.put("answered", held.answered());
        run.put("concerned", held.concerned());
        run.put("failed", held.failed());
        run.put("answer_ms", ms);
        run.put("answers_per_cpu_second", rounded(one.answersPerCpuSecond()));
        return run;
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
