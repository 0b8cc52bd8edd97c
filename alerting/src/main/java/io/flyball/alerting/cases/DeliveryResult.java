package io.flyball.alerting.cases;

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
     * @param mayBeThere whether the answer was lost, so that it may have arrived
     * @param forAll whether the other side turns all of the channel away, not this recipient alone
     */
    record RetryLater(long afterMs, String why, boolean mayBeThere, boolean forAll) implements DeliveryResult {
        /** Not now; it did not arrive. */
        public RetryLater(long afterMs, String why) {
            this(afterMs, why, false, false);
        }
    }

    /**
     * Not ever in this form.
     *
     * @param why one sentence that says what to mend
     */
    record Refused(String why) implements DeliveryResult {}
}
