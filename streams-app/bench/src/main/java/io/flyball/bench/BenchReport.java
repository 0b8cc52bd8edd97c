package io.flyball.bench;

import io.flyball.bench.contend.Contender;
import io.flyball.bench.contend.Measured;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The result as a table for people and as JSON for scripts. */
final class BenchReport {
    private final Map<String, Object> conditions;
    private final BenchResult result;

    BenchReport(Map<String, Object> conditions, BenchResult result) {
        this.conditions = conditions;
        this.result = result;
    }

    void print(PrintWriter out) {
        out.println();
        Conditions.print(conditions, out);
        out.println();
        out.printf(
                Locale.ROOT,
                "%-14s %7s %12s %14s %18s%n",
                "run",
                "rounds",
                "events/s",
                "app CPU s",
                "events/app CPU s");
        for (Contender contender : result.contenders()) {
            out.printf(
                    Locale.ROOT,
                    "%-14s %7d %,12.0f %14.2f %,18.0f%n",
                    contender.wireName(),
                    result.roundsOf(contender),
                    result.median(contender, Measured::eventsPerSecond),
                    result.median(contender, Measured::cpuSeconds),
                    result.median(contender, Measured::eventsPerCpuSecond));
        }
        out.println();
        result.ratios().forEach((name, ratio) -> out.printf(Locale.ROOT, "%-22s %8.3f%n", name, ratio));
        out.flush();
    }

    void write(Path file) throws IOException {
        Map<String, Object> figuresByName = new LinkedHashMap<>();
        List<Object> runs = new ArrayList<>();
        result.contenders().forEach(contender -> runs.add(run(contender)));
        figuresByName.put("runs", runs);
        Map<String, Object> ratios = new LinkedHashMap<>();
        result.ratios().forEach((name, ratio) -> ratios.put(name, rounded(ratio, 4)));
        figuresByName.put("ratios", ratios);
        ReportFile.write(file, conditions, figuresByName);
    }

    private Map<String, Object> run(Contender contender) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("name", contender.wireName());
        run.put("events_per_second", rounded(result.median(contender, Measured::eventsPerSecond), 1));
        run.put("app_cpu_seconds", rounded(result.median(contender, Measured::cpuSeconds), 3));
        run.put("events", Math.round(result.median(contender, Measured::events)));
        run.put("rounds", result.roundsOf(contender));
        return run;
    }

    private static double rounded(double value, int digits) {
        double factor = Math.pow(10, digits);
        return Math.round(value * factor) / factor;
    }
}
