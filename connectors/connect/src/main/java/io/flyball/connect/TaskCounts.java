package io.flyball.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;

/** What a task has done since it began, as metrics of the worker where it has such. */
public final class TaskCounts {
    /** What is counted. */
    public enum Count {
        PAGES("pages-read", "Pages that were read."),
        RECORDS("records-made", "Records made of new or revised lines, tombstones included."),
        REFUSED("refused", "Pages, buckets and lines that could not be used; the log says why."),
        THROTTLED("throttled", "Requests for which the provider said that there are too many."),
        FAILED("failed-requests", "Requests without a usable answer, which are sent again.");

        private final String metric;
        private final String description;

        Count(String metric, String description) {
            this.metric = metric;
            this.description = description;
        }

        /** The name among the worker's metrics. */
        public String metric() {
            return metric;
        }

        /** What it means, for a person who reads a dashboard. */
        public String description() {
            return description;
        }
    }

    private final Map<Count, LongAdder> counts = new java.util.EnumMap<>(Count.class);

    TaskCounts() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    /** Shows the counts among the worker's metrics; a worker before Kafka 4.1 has no place for them. */
    void register(SourceTaskContext context) {
        try {
            PluginMetrics metrics = context.pluginMetrics();
            counts.forEach((count, adder) -> metrics.addMetric(
                    metrics.metricName(count.metric, count.description, new LinkedHashMap<>()),
                    (Gauge<Long>) (config, nowMs) -> adder.sum()));
        } catch (NoSuchMethodError | NoClassDefFoundError olderWorker) {
            // The log tells the same.
        }
    }

    void add(Count count, long n) {
        java.util.Objects.requireNonNull(counts.get(count)).add(n);
    }

    long of(Count count) {
        return java.util.Objects.requireNonNull(counts.get(count)).sum();
    }
}
