package io.flyball.bench;

import io.flyball.bench.layout.LayoutMeasured;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured of each layout; each figure the median of its rounds. */
final class LayoutResult {
    /** Heads the lines of the table. */
    static final String HEADER =
            "traffic    commit layout       events/s  events/CPU s  changelog B/event  head B  records   on disk MB";

    private final Map<Case, List<LayoutMeasured>> rounds = new LinkedHashMap<>();
    private long events;

    /** A layout under one traffic and one commit interval. */
    record Case(String traffic, long commitMs, String layout) {
        String id(int round) {
            return "layout-" + traffic + "-" + commitMs + "-" + layout + "-" + round;
        }
    }

    void add(Case what, long ofEvents, LayoutMeasured measured) {
        events = ofEvents;
        rounds.computeIfAbsent(what, w -> new ArrayList<>()).add(measured);
    }

    void print(PrintWriter out) {
        out.println();
        out.println(HEADER);
        rounds.forEach((what, measured) -> out.println(line(what, measured)));
        out.flush();
    }

    /** The case's figures so far under {@link #HEADER}. */
    String line(Case what) {
        return line(what, rounds.getOrDefault(what, List.of()));
    }

    private String line(Case what, List<LayoutMeasured> measured) {
        return String.format(
                Locale.ROOT,
                "%-9s %4d ms %-10s %,10.0f %,13.0f %18.1f %7.0f %8.0f %12.2f",
                what.traffic(),
                what.commitMs(),
                what.layout(),
                median(measured, m -> m.speed().eventsPerSecond()),
                median(measured, m -> m.speed().eventsPerCpuSecond()),
                median(measured, LayoutMeasured::changelogBytes) / events,
                median(measured, LayoutMeasured::headBytes),
                median(measured, LayoutMeasured::records),
                median(measured, LayoutMeasured::rocksDbBytes) / 1e6);
    }

    List<Map<String, Object>> toJson() {
        List<Map<String, Object>> runs = new ArrayList<>();
        rounds.forEach((what, measured) -> {
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("traffic", what.traffic());
            run.put("commit_ms", what.commitMs());
            run.put("layout", what.layout());
            run.put("events_per_second", Math.round(median(measured, m -> m.speed()
                    .eventsPerSecond())));
            run.put("events_per_cpu_second", Math.round(median(measured, m -> m.speed()
                    .eventsPerCpuSecond())));
            run.put(
                    "changelog_bytes_per_event",
                    Math.round(10 * median(measured, LayoutMeasured::changelogBytes) / events) / 10.0);
            run.put("head_bytes", Math.round(median(measured, LayoutMeasured::headBytes)));
            run.put("records", Math.round(median(measured, LayoutMeasured::records)));
            run.put("rocksdb_bytes", Math.round(median(measured, LayoutMeasured::rocksDbBytes)));
            runs.add(run);
        });
        return runs;
    }

    private static double median(List<LayoutMeasured> measured, ToDoubleFunction<LayoutMeasured> value) {
        return BenchResult.medianOf(measured.stream().mapToDouble(value).toArray());
    }
}
