package io.flyball.alerting.cases;

/**
 * What somebody answered and was allowed to.
 *
 * @param by e-mail address, or an id where there is none
 * @param atMs when, epoch ms
 * @param untilMs end of a snooze or of what is asked for, epoch ms; 0: it has none
 * @param askId of an ask and of what is decided about it; empty for a snooze
 * @param amountNanoUsd what is asked for; 0: nothing
 */
public record Answer(
        Action action, String by, long atMs, long untilMs, String askId, long amountNanoUsd, String reason) {

    /** What can be answered. */
    public enum Action {
        /** This is intended: be quiet for a time. */
        SNOOZE("snooze"),
        /** Ask for more. */
        ASK("ask"),
        /** Give what was asked for. */
        APPROVE("approve"),
        /** Do not. */
        DECLINE("decline");

        private final String wireName;

        Action(String wireName) {
            this.wireName = wireName;
        }

        /** The name on topics and in the actions of messages. */
        public String wireName() {
            return wireName;
        }
    }
}
