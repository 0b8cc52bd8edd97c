package io.flyball.alerting.cases;

/**
 * Whether and how people reacted.
 *
 * @param silentSinceMs from when on silence counts, epoch ms
 * @param answeredBy while it is snoozed who said so, else who answered last; empty: nobody
 * @param answeredAtMs 0: nobody answered
 * @param snoozedUntilMs 0: it is not snoozed
 */
public record Quiet(long silentSinceMs, String answeredBy, long answeredAtMs, long snoozedUntilMs) {
    static Quiet from(long nowMs) {
        return new Quiet(nowMs, "", 0, 0);
    }

    Quiet answered(Answer answer) {
        boolean snoozes = answer.action() == Answer.Action.SNOOZE;
        return new Quiet(
                silentSinceMs,
                snoozes || !snoozed() ? answer.by() : answeredBy,
                answer.atMs(),
                snoozes ? answer.untilMs() : snoozedUntilMs);
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
