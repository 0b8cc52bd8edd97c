package io.flyball.runtime;

import io.micrometer.core.instrument.Meter;

/**
 * The metrics of Kafka that we rely on, out of the several hundred that Micrometer's {@code KafkaStreamsMetrics} binds:
 * what the dashboard and the alert rules query, and why. All are recorded at Kafka's default level, {@code INFO}.
 */
public enum KafkaMetric {
    RECORDS_LAG(
            "consumer-fetch-manager-metrics",
            "records-lag",
            "Records of a partition that are not read yet. The restore consumer reports its changelogs here too: choose by"
                    + " topic."),
    ALIVE_THREADS("stream-metrics", "alive-stream-threads", "Stream threads that run or take part in a rebalance."),
    FAILED_THREADS(
            "stream-metrics",
            "failed-stream-threads",
            Meter.Type.COUNTER,
            "Stream threads that died of an exception since the start."),
    COMMIT_LATENCY_AVG(
            "stream-thread-metrics", "commit-latency-avg", "Milliseconds a commit takes, transaction included."),
    COMMIT_LATENCY_MAX(
            "stream-thread-metrics", "commit-latency-max", "The longest commit of the sample window, in ms."),
    POLL_RATIO("stream-thread-metrics", "poll-ratio", "Share of a thread's time spent waiting for records."),
    PROCESS_RATIO("stream-thread-metrics", "process-ratio", "Share of a thread's time spent on records."),
    PUNCTUATE_RATIO(
            "stream-thread-metrics", "punctuate-ratio", "Share of a thread's time spent on expiry and flushes."),
    COMMIT_RATIO("stream-thread-metrics", "commit-ratio", "Share of a thread's time spent on commits."),
    LATENCY_AVG(
            "stream-processor-node-metrics",
            "record-e2e-latency-avg",
            "Milliseconds from a record's timestamp (ingest time) until the node was done with it; sources and last nodes"
                    + " only."),
    LATENCY_MAX(
            "stream-processor-node-metrics", "record-e2e-latency-max", "The longest such time since the start, in ms."),
    DROPPED_RECORDS(
            "stream-task-metrics",
            "dropped-records-total",
            Meter.Type.COUNTER,
            "Records that Kafka Streams itself dropped. Must stay 0."),
    RESTORE_REMAINING(
            "stream-task-metrics",
            "restore-remaining-records-total",
            Meter.Type.COUNTER,
            "Changelog records still to be read before the task can work. A gauge, whatever its name says."),
    SST_BYTES("stream-state-metrics", "total-sst-files-size", "Bytes of a store on disk."),
    MEMTABLE_BYTES(
            "stream-state-metrics", "size-all-mem-tables", "Bytes of a store not yet written to disk, off heap."),
    TABLE_READER_BYTES(
            "stream-state-metrics",
            "estimate-table-readers-mem",
            "Bytes of indexes and filters outside the block cache, off heap."),
    BLOCK_CACHE_BYTES(
            "stream-state-metrics",
            "block-cache-usage",
            "Bytes in the block cache, off heap. A cache that stores share is reported whole by each: take the greatest."),
    STORE_KEYS("stream-state-metrics", "estimate-num-keys", "About how many rows a store has."),
    OPEN_ITERATORS("stream-state-metrics", "num-open-iterators", "Iterators not closed. Growth is a leak."),
    BACKGROUND_ERRORS(
            "stream-state-metrics", "background-errors", "Failed flushes and compactions: the disk is full or broken.");

    private final String group;
    private final String kafkaName;
    private final Meter.Type type;
    private final String description;

    KafkaMetric(String group, String kafkaName, String description) {
        this(group, kafkaName, Meter.Type.GAUGE, description);
    }

    KafkaMetric(String group, String kafkaName, Meter.Type type, String description) {
        this.group = group;
        this.kafkaName = kafkaName;
        this.type = type;
        this.description = description;
    }

    /** The group in Kafka's own registry. */
    public String group() {
        return group;
    }

    /** The name in Kafka's own registry. */
    public String kafkaName() {
        return kafkaName;
    }

    /** The name Micrometer binds it under. */
    public String meterName() {
        return ("kafka." + group + "." + kafkaName).replace("-metrics", "").replace('-', '.');
    }

    /** What Micrometer takes it for, by the class that measures it: a sum counts up, whatever the name says. */
    public Meter.Type type() {
        return type;
    }

    /** What it means, for a person who reads a dashboard. */
    public String description() {
        return description;
    }
}
