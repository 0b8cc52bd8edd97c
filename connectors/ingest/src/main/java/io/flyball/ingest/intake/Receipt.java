package io.flyball.ingest.intake;

import io.flyball.core.admit.RejectionReason;
import java.util.List;

/** What a client is told of its request. */
public sealed interface Receipt {
    /**
     * Kafka has all of it: calls to be counted, and refusals to be found again.
     *
     * @param accepted calls; whether one is a duplicate or late is judged later
     * @param ignored items that are no calls
     */
    record Stored(int accepted, int ignored, List<Refusal> refusals) implements Receipt {}

    /** Too much is under way; the same request may pass later. */
    record Busy(int retryAfterSeconds, String why) implements Receipt {}

    /** Kafka or the registry does not answer; the same request may pass later, what is stored already is not counted twice. */
    record Unavailable(int retryAfterSeconds, String why) implements Receipt {}

    /**
     * One item that is not counted.
     *
     * @param index of the item in the request, from 0
     */
    record Refusal(int index, RejectionReason reason, String why) {}
}
