package io.flyball.alerting;

/**
 * A way to reach people. A channel is called from one thread at a time, may block for as long as its own time-out, and
 * answers with a value whatever the other side does; an exception is a bug.
 */
public interface AlertChannel {
    /** Its name in metrics and logs, unique among the channels in use, for example {@code slack-bot}. */
    String name();

    /**
     * Tries once. A delivery whose answer was lost is answered with {@link DeliveryResult.RetryLater}, so a message may
     * arrive twice but is never lost.
     */
    DeliveryResult deliver(AlertMessage message);
}
