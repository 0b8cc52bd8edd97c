package io.flyball.bench;

import io.flyball.bench.ask.AskResult;
import io.flyball.bench.ask.AskedDoor;
import java.time.Duration;

/**
 * What a door did over a table of that size.
 *
 * @param signals in the table
 * @param mostPerSecond answers a second when every client asked again at once
 * @param held what came of the rate that was held
 * @param cpu of the sidecar's whole process, meanwhile
 */
record CheckFigures(AskedDoor door, int signals, double mostPerSecond, AskResult held, Duration cpu) {
    boolean sustained() {
        return held.sustained(CheckRun.P99_MS);
    }

    double answersPerCpuSecond() {
        return cpu.isZero() ? 0 : held.answered() * 1e3 / cpu.toMillis();
    }
}
