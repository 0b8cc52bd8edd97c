package io.flyball.bench;

import io.flyball.bench.load.LoopResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the doors did, as a table for people and as JSON for scripts. */
final class IngestReport {
    private static final long MIB = 1 << 20;

    private final Map<String, Object> conditions;
    private final List<IngestFigures> figures;

    IngestReport(Map<String, Object> conditions, List<IngestFigures> figures) {
        this.conditions = conditions;
        this.figures = figures;
    }

    void print(PrintWriter out) {
        out.println();
        Conditions.print(conditions, out);
        out.println();
        out.printf(
                Locale.ROOT,
                "%-8s %10s %10s %8s %8s %8s %8s %8s %12s %8s  %s%n",
                "door",
                "events/s",
                "acked/s",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "CPU s",
                "events/CPU s",
                "RSS MiB",
                "");
        figures.forEach(one -> print(one, out));
        out.flush();
    }

    private static void print(IngestFigures one, PrintWriter out) {
        LoopResult loop = one.loop();
        out.printf(
                Locale.ROOT,
                "%-8s %,10d %,10.0f %,8.1f %,8.1f %,8.1f %,8.1f %8.1f %,12.0f %,8d  %s%n",
                one.door().wireName(),
                loop.eventsPerSecond(),
                loop.acceptedPerSecond(),
                loop.ackMs(50),
                loop.ackMs(99),
                loop.ackMs(99.9),
                loop.slowestAckMs(),
                one.cpuSeconds(),
                one.eventsPerCpuSecond(),
                one.residentBytes() / MIB,
                one.sustained() ? "" : "not sustained");
    }

    void write(Path file) throws IOException {
        ReportFile.write(
                file,
                conditions,
                Map.of("runs", figures.stream().map(IngestReport::run).toList()));
    }

    private static Map<String, Object> run(IngestFigures one) {
        LoopResult loop = one.loop();
        Map<String, Object> ackMs = new LinkedHashMap<>();
        ackMs.put("p50", tenths(loop.ackMs(50)));
        ackMs.put("p99", tenths(loop.ackMs(99)));
        ackMs.put("p99.9", tenths(loop.ackMs(99.9)));
        ackMs.put("max", tenths(loop.slowestAckMs()));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("door", one.door().wireName());
        run.put("events_per_second", loop.eventsPerSecond());
        run.put("acknowledged_per_second", tenths(loop.acceptedPerSecond()));
        run.put("sustained", one.sustained());
        run.put("acknowledged", loop.acceptedEvents());
        run.put("refused", loop.refusedEvents());
        run.put("given_up", loop.givenUpEvents());
        run.put("retried_requests", loop.retriedRequests());
        run.put("ack_ms", ackMs);
        run.put("longest_silence_ms", tenths(loop.longestSilenceNanos() / 1e6));
        run.put("ingest_cpu_seconds", tenths(one.cpuSeconds()));
        run.put("rss_bytes", one.residentBytes());
        run.put("most_rss_bytes", one.mostResidentBytes());
        return run;
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
