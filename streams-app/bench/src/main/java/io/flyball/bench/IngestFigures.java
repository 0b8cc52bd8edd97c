package io.flyball.bench;

import io.flyball.bench.load.LoadDoor;
import io.flyball.bench.load.LoopResult;
import java.time.Duration;

/**
 * What a door did while a rate was held.
 *
 * @param batch events of a request
 * @param cpu of the whole process of the doors, meanwhile
 * @param residentBytes of that process at the end
 * @param mostResidentBytes of that process since its start
 */
record IngestFigures(
        LoadDoor door, int batch, LoopResult loop, Duration cpu, long residentBytes, long mostResidentBytes) {
    boolean sustained() {
        return loop.sustained(IngestRun.P99_MS);
    }

    double cpuSeconds() {
        return cpu.toMillis() / 1e3;
    }

    double eventsPerCpuSecond() {
        return cpu.isZero() ? 0 : loop.acceptedEvents() / cpuSeconds();
    }
}
