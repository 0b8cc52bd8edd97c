package io.flyball.bench;

import io.flyball.bench.contend.Contender;
import io.flyball.bench.contend.Measured;
import io.flyball.bench.contend.RoundPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Contenders take turns, round by round, so that what else happens on the machine strikes all of them alike. */
final class BenchRun {
    private final Rounds rounds;
    private final PrintWriter progress;

    BenchRun(Rounds rounds, PrintWriter progress) {
        this.rounds = rounds;
        this.progress = progress;
    }

    /** @param seconds how long a contender that is too slow to read all is measured */
    BenchResult run(List<Contender> contenders, int times, long events, int threads, int seconds) {
        BenchResult result = new BenchResult();
        for (int round = 1; round <= times; round++) {
            for (Contender contender : contenders) {
                String id = "bench-" + contender.wireName() + "-" + round;
                Measured measured = rounds.run(contender, new RoundPlan(events, threads, id, seconds));
                result.add(contender, measured);
                progress.printf(
                        Locale.ROOT,
                        "round %d of %d  %-14s %,10.0f events/s  %,10.0f events/CPU s  load %.1f%n",
                        round,
                        times,
                        contender.wireName(),
                        measured.eventsPerSecond(),
                        measured.eventsPerCpuSecond(),
                        Conditions.loadAverage());
                progress.flush();
            }
        }
        return result;
    }
}
