package io.flyball.bench.ask;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What came of one run.
 *
 * @param perSecond as scheduled; 0: nothing was, each client asked when it had its answer
 * @param answered requests answered in the door's own form
 * @param concerned of these, those of callers whom a signal concerned
 * @param failed all others
 * @param cutShort whether the schedule was given up since the answers fell too far behind
 * @param wallNanos from the first request until the last was answered
 * @param nanos from when a request was due until it was answered; without a schedule it was due when it was sent
 */
public record AskResult(
        int perSecond, long answered, long concerned, long failed, boolean cutShort, long wallNanos, Histogram nanos) {

    /** Answers over the time that took. */
    public double answersPerSecond() {
        return answered * (double) TimeUnit.SECONDS.toNanos(1) / wallNanos;
    }

    /** Time within which that share was answered, ms. */
    public double ms(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    /** The slowest answer, ms. */
    public double slowestMs() {
        return nanos.getMaxValue() / 1e6;
    }

    /** Whether the rate was held: everything answered, 99 of 100 within that time. */
    public boolean sustained(long p99Ms) {
        return !cutShort && answered > 0 && failed == 0 && ms(99) < p99Ms;
    }
}
