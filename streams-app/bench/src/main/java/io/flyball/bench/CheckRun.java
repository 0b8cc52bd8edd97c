package io.flyball.bench;

import io.flyball.bench.ask.AskLoop;
import io.flyball.bench.ask.AskResult;
import io.flyball.bench.ask.AskedDoor;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One door over two sidecars in turns: warmed up, asked for the most it answers, and held at a rate below. */
final class CheckRun {
    /** Of 100 requests 99 must be answered sooner, or the rate is not sustained: a quarter of what gateways wait. */
    static final long P99_MS = 50;

    /** Until the compilers on both sides are through with it: the rate still grows after ten seconds of it. */
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private static final Duration MOST = Duration.ofSeconds(5);
    private static final int ROUNDS = 2;
    private static final double SHARE_OF_MOST = 0.6;
    /** A rate that is too much for long is taken back by a fifth that often. */
    private static final int HOLDS = 4;

    private final int signals;
    private final int connections;
    private final Duration hold;
    private final PrintWriter progress;

    CheckRun(int signals, int connections, Duration hold, PrintWriter progress) {
        this.signals = signals;
        this.connections = connections;
        this.hold = hold;
        this.progress = progress;
    }

    /**
     * Measures a door of both.
     *
     * @param perSecond the rate to hold; 0: below the most that the one with signals answered
     * @return of the one with signals, and of the one without
     */
    List<CheckFigures> run(AskedDoor door, GatewayJvm full, GatewayJvm none, int perSecond) {
        try (AskLoop fullLoop = new AskLoop(door.connect(full.doors()), signals, connections);
                AskLoop noneLoop = new AskLoop(door.connect(none.doors()), signals, connections)) {
            most(fullLoop, door, "warm-up", signals, WARM_UP);
            most(noneLoop, door, "warm-up", 0, WARM_UP);
            double fullMost = 0;
            double noneMost = 0;
            for (int round = 0; round < ROUNDS; round++) {
                fullMost += most(fullLoop, door, "most", signals, MOST) / ROUNDS;
                noneMost += most(noneLoop, door, "most", 0, MOST) / ROUNDS;
            }
            int rate = perSecond > 0 ? perSecond : Math.max(1, (int) (fullMost * SHARE_OF_MOST));
            CheckFigures held = held(full, fullLoop, door, signals, rate, fullMost);
            for (int i = 1; i < HOLDS && perSecond == 0 && !held.sustained(); i++) {
                rate = Math.max(1, rate * 4 / 5);
                held = held(full, fullLoop, door, signals, rate, fullMost);
            }
            return List.of(held, held(none, noneLoop, door, 0, rate, noneMost));
        }
    }

    private double most(AskLoop loop, AskedDoor door, String what, int inTable, Duration length) {
        return told(door, what, inTable, loop.asFastAsAnswered(length)).answersPerSecond();
    }

    private CheckFigures held(
            GatewayJvm sidecar, AskLoop loop, AskedDoor door, int inTable, int rate, double mostPerSecond) {
        Duration before = sidecar.cpu();
        AskResult result = told(door, "hold", inTable, loop.bySchedule(rate, hold));
        return new CheckFigures(
                door, inTable, mostPerSecond, result, sidecar.cpu().minus(before));
    }

    private AskResult told(AskedDoor door, String what, int inTable, AskResult result) {
        progress.printf(
                Locale.ROOT,
                "%-15s %,9d signals  %-8s answered %,9.0f/s  p50 %,8.2f ms  p99 %,8.2f ms  max %,8.1f ms  failed %d  load %.1f%n",
                door.wireName(),
                inTable,
                what,
                result.answersPerSecond(),
                result.ms(50),
                result.ms(99),
                result.slowestMs(),
                result.failed(),
                Conditions.loadAverage());
        progress.flush();
        return result;
    }
}
