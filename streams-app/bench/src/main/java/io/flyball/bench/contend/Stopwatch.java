package io.flyball.bench.contend;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Wall and CPU time of this process from a point on. */
public final class Stopwatch {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long startNanos = System.nanoTime();
    private final long startCpuNanos = PROCESS.getProcessCpuTime();

    /** What was measured since, for that many events. */
    public Measured stop(String name, long events) {
        return new Measured(
                name, events, System.nanoTime() - startNanos, PROCESS.getProcessCpuTime() - startCpuNanos);
    }
}
