package io.flyball.bench.load;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The counts of one run while it goes on. Thread-safe. */
final class Tally {
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(60);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;
    private static final int ACKNOWLEDGED = 200;
    private static final int ACKNOWLEDGED_IN_SILENCE = 204;

    private final long beganNanos;
    private final Histogram ackNanos = new Histogram(LONGEST_NANOS, DIGITS);
    private final Semaphore settled = new Semaphore(0);
    private long acceptedEvents;
    private long refusedEvents;
    private long givenUpEvents;
    private long retriedRequests;
    private long lastAckNanos;
    private long longestSilenceNanos;

    Tally(long beganNanos) {
        this.beganNanos = beganNanos;
        this.lastAckNanos = beganNanos;
    }

    long beganNanos() {
        return beganNanos;
    }

    /** Counts the answer; true where the same is to be sent again. */
    synchronized boolean comesAgain(Shipment shipment, DoorClient.Attempt answer) {
        long nowNanos = System.nanoTime();
        long sinceDueNanos = nowNanos - shipment.dueNanos();
        if (answer.status() == ACKNOWLEDGED || answer.status() == ACKNOWLEDGED_IN_SILENCE) {
            acceptedEvents += shipment.events();
            ackNanos.recordValueWithCount(Math.min(sinceDueNanos, LONGEST_NANOS), shipment.events());
            longestSilenceNanos = Math.max(longestSilenceNanos, nowNanos - lastAckNanos);
            lastAckNanos = nowNanos;
        } else if (!answer.passes()) {
            refusedEvents += shipment.events();
        } else if (sinceDueNanos > GIVE_UP_AFTER.toNanos()) {
            givenUpEvents += shipment.events();
        } else {
            retriedRequests++;
            return true;
        }
        settled.release();
        return false;
    }

    /** Waits until so many requests have come to an end, which each does. */
    void awaitSettled(long requests) {
        settled.acquireUninterruptibly(Math.toIntExact(requests));
    }

    synchronized LoopResult result(int eventsPerSecond, boolean cutShort) {
        return new LoopResult(
                eventsPerSecond,
                acceptedEvents,
                refusedEvents,
                givenUpEvents,
                retriedRequests,
                cutShort,
                System.nanoTime() - beganNanos,
                longestSilenceNanos,
                ackNanos.copy());
    }
}
