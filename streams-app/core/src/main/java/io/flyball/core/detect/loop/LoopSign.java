package io.flyball.core.detect.loop;

import io.flyball.core.detect.FindingKind;

/**
 * A repetition that a session shows at its latest call.
 *
 * @param kind {@link FindingKind#LOOP} or {@link FindingKind#POLLING}
 * @param pattern what repeats
 * @param repeats how often it was done, the first time included
 * @param tool the tool concerned, empty where none is known
 * @param startedMs when it was done first, epoch ms
 * @param atMs when it was done last, epoch ms
 * @param costNanoUsd what all of it cost
 * @param contextGrowth tokens by which the context grew meanwhile
 * @param confidencePercent how sure, 0 to 100
 */
public record LoopSign(
        FindingKind kind,
        Pattern pattern,
        long repeats,
        String tool,
        long startedMs,
        long atMs,
        long costNanoUsd,
        long contextGrowth,
        int confidencePercent) {

    /** What can repeat. */
    public enum Pattern {
        SAME_ACTION("the same action"),
        SAME_TWO_ACTIONS("the same two actions in turn"),
        SAME_THREE_ACTIONS("the same three actions in turn"),
        RECURRING_ACTION("the same action with the same answer, others between"),
        SAME_REQUEST("the same request"),
        FAILING_CALL("a call that fails"),
        SAME_OPENING("the same first steps in several sessions"),
        SAME_SIZE("a request of exactly the same size (nothing else is known of it)"),
        SAME_SHAPE("calls of the same shape (nothing else is known of them)");

        private final String words;

        Pattern(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }

        static Pattern ofPeriod(int period) {
            return period == 1 ? SAME_ACTION : period == 2 ? SAME_TWO_ACTIONS : SAME_THREE_ACTIONS;
        }
    }
}
