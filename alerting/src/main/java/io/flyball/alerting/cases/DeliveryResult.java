package io.flyball.alerting;

/** What became of one attempt. */
public sealed interface DeliveryResult {
    /**
     * It is there.
     *
     * @param reference where to find it, in the channel's own terms; for a Slack bot {@code channel/ts}
     */
    record Delivered(String reference) implements DeliveryResult {}

    /**
     * Not now.
     *
     * @param afterMs the wait the other side asked for; 0: it named none
     * @param why one sentence
     */
    record RetryLater(long afterMs, String why) implements DeliveryResult {}

    /**
     * Not ever in this form.
     *
     * @param why one sentence that says what to mend
     */
    record Refused(String why) implements DeliveryResult {}
}
