package io.flyball.bench.contend;

/**
 * What one run measured over its steady part.
 *
 * @param events how many were counted in that part
 * @param wallNanos how long it took
 * @param cpuNanos CPU time of the whole application process in it: its threads, its garbage collector, its RocksDB
 */
public record Measured(String name, long events, long wallNanos, long cpuNanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    public double eventsPerSecond() {
        return events * NANOS_PER_SECOND / wallNanos;
    }

    public double cpuSeconds() {
        return cpuNanos / NANOS_PER_SECOND;
    }

    public double eventsPerCpuSecond() {
        return events * NANOS_PER_SECOND / cpuNanos;
    }
}
