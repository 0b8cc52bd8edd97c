package io.flyball.bench.ask;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The counts of one run while it goes on. Thread-safe. */
final class AskTally {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;

    private final long beganNanos = System.nanoTime();
    private final Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);
    private final Semaphore settled = new Semaphore(0);
    private long answered;
    private long concerned;
    private long failed;
    private long lastNanos = beganNanos;

    long beganNanos() {
        return beganNanos;
    }

    synchronized void count(Asker.Said said, long dueNanos) {
        lastNanos = System.nanoTime();
        if (said == Asker.Said.NOTHING) {
            failed++;
        } else {
            answered++;
            concerned += said == Asker.Said.CONCERNED ? 1 : 0;
            nanos.recordValue(Math.min(lastNanos - dueNanos, LONGEST_NANOS));
        }
    }

    /** One of those that are waited for has come to its end. */
    void settle() {
        settled.release();
    }

    void awaitSettled(long count) {
        settled.acquireUninterruptibly(Math.toIntExact(count));
    }

    synchronized AskResult result(int perSecond, boolean cutShort) {
        return new AskResult(perSecond, answered, concerned, failed, cutShort, lastNanos - beganNanos, nanos.copy());
    }
}
