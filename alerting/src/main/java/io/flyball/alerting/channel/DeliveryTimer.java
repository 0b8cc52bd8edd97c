package io.flyball.alerting.channel;

/** Time and threads of the dispatcher: real ones in the application, moved by hand in tests. */
public interface DeliveryTimer {
    /** Elapsed time from some fixed point; never goes back. */
    long elapsedMs();

    /**
     * Runs a task on the channel's own thread, not before the delay is over. Tasks of one channel run one at a time,
     * those with equal due times in the order they came.
     */
    void runAfter(String channel, long delayMs, Runnable task);
}
