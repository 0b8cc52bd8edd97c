package io.flyball.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;

/** What a figure must not be read without. */
record Conditions(
        int cores, String jdk, String kafka, long events, int rounds, int threads, int partitions, double loadAtStart) {
    static Conditions now(long events, int rounds, int threads, int partitions) {
        return new Conditions(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                AppInfoParser.getVersion(),
                events,
                rounds,
                threads,
                partitions,
                loadAverage());
    }

    /** Load of the last minute, or -1 where the system does not say. */
    static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    Map<String, Object> toMap(double loadAtEnd) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cores", cores);
        map.put("jdk", jdk);
        map.put("kafka", kafka);
        map.put("events", events);
        map.put("rounds", rounds);
        map.put("threads", threads);
        map.put("partitions", partitions);
        map.put("load_average_start", rounded(loadAtStart));
        map.put("load_average_end", rounded(loadAtEnd));
        return map;
    }

    /** For what is measured by a rate and not by a number of events. */
    Map<String, Object> ofLoad(int batch, int connections, int seconds, double loadAtEnd) {
        Map<String, Object> map = toMap(loadAtEnd);
        map.keySet().removeAll(List.of("events", "rounds", "threads"));
        map.put("batch", batch);
        map.put("connections", connections);
        map.put("seconds", seconds);
        return map;
    }

    /** For what gateways ask. */
    Map<String, Object> ofGateway(int signals, int seconds, double loadAtEnd) {
        Map<String, Object> map = toMap(loadAtEnd);
        map.keySet().removeAll(List.of("events", "rounds", "threads", "partitions"));
        map.put("signals", signals);
        map.put("seconds", seconds);
        return map;
    }

    /** A line for each. */
    static void print(Map<String, Object> conditions, PrintWriter out) {
        conditions.forEach((name, value) -> out.printf(Locale.ROOT, "%-20s %s%n", name, value));
    }

    private static double rounded(double load) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2f", load));
    }
}
