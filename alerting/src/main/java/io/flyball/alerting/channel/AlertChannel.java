package io.flyball.alerting.channel;

import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.DeliveryResult;

/**
 * A way to reach people. A channel is called from one thread at a time, may block for as long as its own time-out, and
 * answers with a value whatever the other side does; an exception is a bug.
 */
public interface AlertChannel extends AutoCloseable {
    /** Its name in places, metrics and logs, unique among the channels in use, for example {@code slack-bot}. */
    String name();

    /** Whether it can change what it has posted; one that cannot is told of what is worth a message alone. */
    boolean edits();

    /**
     * Tries once. A delivery whose answer was lost is answered with {@link DeliveryResult.RetryLater} that says so; the
     * next try then looks whether it is there, where the other side can be asked.
     */
    DeliveryResult deliver(Delivery delivery);

    /** Lets go of what it holds; called after the last delivery. */
    @Override
    default void close() {}
}
