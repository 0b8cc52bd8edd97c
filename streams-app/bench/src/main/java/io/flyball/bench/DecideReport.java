package io.flyball.bench;

import io.flyball.bench.decide.DecideFigures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What decisions cost, as a table for people and as JSON for scripts. */
final class DecideReport {
    private final Map<String, Object> conditions;
    private final List<DecideFigures> figures;

    DecideReport(Map<String, Object> conditions, List<DecideFigures> figures) {
        this.conditions = conditions;
        this.figures = figures;
    }

    void print(PrintWriter out) {
        out.println();
        Conditions.print(conditions, out);
        out.println();
        out.printf(Locale.ROOT, "%-15s %-15s %7s %9s %9s %9s%n", "what", "level", "threads", "ns", "best ns", "bytes");
        for (DecideFigures one : figures) {
            out.printf(
                    Locale.ROOT,
                    "%-15s %-15s %7d %,9.0f %,9.0f %,9.0f%n",
                    one.what(),
                    one.level(),
                    one.threads(),
                    one.nanos(),
                    one.bestNanos(),
                    one.bytes());
        }
        out.flush();
    }

    void write(Path file) throws IOException {
        ReportFile.write(file, conditions, Map.of("runs", figures));
    }
}
