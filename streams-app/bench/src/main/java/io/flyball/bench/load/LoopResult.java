package io.flyball.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What came of one run.
 *
 * @param eventsPerSecond as scheduled
 * @param acceptedEvents acknowledged
 * @param refusedEvents answered with something that is no acknowledgement and no reason to come again
 * @param givenUpEvents not acknowledged a minute after they were due
 * @param retriedRequests how often a request was sent once more
 * @param cutShort whether the schedule was given up since the answers fell too far behind
 * @param wallNanos from the first request due until the last was settled
 * @param longestSilenceNanos longest time without any acknowledgement
 * @param ackNanos time from when an event was due to be sent until it was acknowledged, an event a count
 */
public record LoopResult(
        int eventsPerSecond,
        long acceptedEvents,
        long refusedEvents,
        long givenUpEvents,
        long retriedRequests,
        boolean cutShort,
        long wallNanos,
        long longestSilenceNanos,
        Histogram ackNanos) {

    /** Acknowledgement of that share of the events, ms. */
    public double ackMs(double percentile) {
        return ackNanos.getValueAtPercentile(percentile) / 1e6;
    }

    /** The slowest acknowledgement, ms. */
    public double slowestAckMs() {
        return ackNanos.getMaxValue() / 1e6;
    }

    /** Acknowledged events over the time that took, those at the end included. */
    public double acceptedPerSecond() {
        return acceptedEvents * (double) TimeUnit.SECONDS.toNanos(1) / wallNanos;
    }

    /** Whether the rate was held: everything acknowledged, 99 of 100 events within that time. */
    public boolean sustained(long p99Ms) {
        return !cutShort && acceptedEvents > 0 && refusedEvents == 0 && givenUpEvents == 0 && ackMs(99) < p99Ms;
    }
}
