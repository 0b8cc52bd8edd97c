package io.flyball.alerting.cases;

/**
 * Whether and how people reacted.
 *
 * @param silentSinceMs from when on silence counts, epoch ms
 * @param answeredBy who answered last; empty: nobody
 * @param answeredAtMs 0: nobody answered
 * @param snoozedUntilMs 0: it is not snoozed
 */
public record Quiet(long silentSinceMs, String answeredBy, long answeredAtMs, long snoozedUntilMs) {
    static Quiet from(long nowMs) {
        return new Quiet(nowMs, "", 0, 0);
    }

    Quiet answered(Answer answer) {
        return new Quiet(
                silentSinceMs,
                answer.by(),
                answer.atMs(),
                answer.action() == Answer.Action.SNOOZE ? answer.untilMs() : snoozedUntilMs);
    }

    /** Whether nobody has reacted. */
    boolean unanswered() {
        return answeredAtMs == 0;
    }

    /** Whether somebody said that it is intended, for now. */
    public boolean snoozed() {
        return snoozedUntilMs > 0;
    }
}
