package io.flyball.bench;

import io.flyball.bench.load.LoadDoor;
import io.flyball.bench.load.LoopResult;
import io.flyball.bench.load.OpenLoop;
import io.flyball.bench.load.RateSearch;
import io.flyball.bench.traffic.TrafficShape;
import io.flyball.bench.traffic.UsageTraffic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** One door: warmed up, its highest rate found where none is given, and a rate held. */
final class IngestRun {
    /** Of 100 events 99 must be acknowledged sooner, or the rate is not sustained. */
    static final long P99_MS = 250;

    private static final int WARM_UP_EVENTS_PER_SECOND = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int FIRST_EVENTS_PER_SECOND = 1_000;
    private static final int MOST_EVENTS_PER_SECOND = 400_000;
    private static final Duration STEP = Duration.ofSeconds(4);

    /** A rate found in short steps may be too much for long: it is taken back by a tenth that often. */
    private static final int HOLDS = 4;

    private final int batch;
    private final Duration hold;
    private final PrintWriter progress;

    IngestRun(int batch, Duration hold, PrintWriter progress) {
        this.batch = batch;
        this.hold = hold;
        this.progress = progress;
    }

    /**
     * Measures a door on doors that nothing else uses.
     *
     * @param eventsPerSecond the rate to hold; 0: the highest that is sustained
     */
    IngestFigures run(IngestJvm ingest, LoadDoor door, int eventsPerSecond) {
        UsageTraffic traffic =
                new UsageTraffic(TrafficShape.COMPANY, System.nanoTime(), System.currentTimeMillis(), Long.MAX_VALUE);
        try (OpenLoop loop = new OpenLoop(ingest.doors(), door, traffic)) {
            step(loop, door, "warm-up", WARM_UP_EVENTS_PER_SECOND, WARM_UP);
            int rate = eventsPerSecond > 0 ? eventsPerSecond : highest(loop, door);
            if (rate == 0) {
                throw new IllegalStateException(
                        "The door " + door.wireName() + " sustained no rate at all with p99 below " + P99_MS
                                + " ms: name a rate with --events-per-second to see what it does there.");
            }
            IngestFigures figures = hold(ingest, loop, door, rate);
            for (int i = 1; i < HOLDS && eventsPerSecond == 0 && !figures.sustained(); i++) {
                rate = rate * 9 / 10;
                figures = hold(ingest, loop, door, rate);
            }
            return figures;
        }
    }

    private int highest(OpenLoop loop, LoadDoor door) {
        RateSearch search = new RateSearch(FIRST_EVENTS_PER_SECOND, MOST_EVENTS_PER_SECOND);
        for (OptionalInt rate = search.next(); rate.isPresent(); rate = search.next()) {
            search.judge(step(loop, door, "search", rate.getAsInt(), STEP).sustained(P99_MS));
        }
        return search.highest();
    }

    private IngestFigures hold(IngestJvm ingest, OpenLoop loop, LoadDoor door, int rate) {
        long acceptedBefore = ingest.accepted();
        Duration cpuBefore = ingest.cpu();
        LoopResult result = step(loop, door, "hold", rate, hold);
        Duration cpu = ingest.cpu().minus(cpuBefore);
        long accepted = ingest.accepted() - acceptedBefore;
        if (accepted < result.acceptedEvents()) {
            throw new IllegalStateException(
                    "Expected the door " + door.wireName() + " to take every call it acknowledged, "
                            + result.acceptedEvents() + " of them, but it took " + accepted);
        }
        return new IngestFigures(door, batch, result, cpu, ingest.residentBytes(), ingest.mostResidentBytes());
    }

    private LoopResult step(OpenLoop loop, LoadDoor door, String what, int rate, Duration length) {
        LoopResult result = loop.run(rate, batch, length);
        progress.printf(
                Locale.ROOT,
                "%-8s %-8s %,8d/s  acknowledged %,9.0f/s  p50 %,8.1f ms  p99 %,8.1f ms  retried %d  %s  load %.1f%n",
                door.wireName(),
                what,
                rate,
                result.acceptedPerSecond(),
                result.ackMs(50),
                result.ackMs(99),
                result.retriedRequests(),
                result.sustained(P99_MS) ? "sustained" : "not sustained",
                Conditions.loadAverage());
        progress.flush();
        return result;
    }
}
