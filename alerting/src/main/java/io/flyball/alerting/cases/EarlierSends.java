package io.flyball.alerting.cases;

import io.flyball.alerting.cases.Told.State;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier process may have sent in the last minute, by what it remembered: it died with what it knew of its budget.
 * Never too little: what it had begun and not written down is one delivery a lane, up to now.
 */
final class EarlierSends {
    private static final long MS_PER_SECOND = 1_000;

    private final AlertRules rules;
    private final SendBudget budget;
    private final Set<String> lanes = new HashSet<>();
    private final Set<String> digests = new HashSet<>();

    EarlierSends(AlertRules rules, SendBudget budget) {
        this.rules = rules;
        this.budget = budget;
    }

    /**
     * Counts what became of messages from one record of a case to the next.
     *
     * @param before null: it is the first
     * @param writtenMs when the later one was written, epoch ms
     */
    void ended(@Nullable AlertCase before, AlertCase after, long writtenMs) {
        for (Told told : after.told()) {
            Told earlier = before == null
                    ? null
                    : before.told(told.place(), told.askId()).orElse(null);
            boolean same = earlier == null
                    ? told.revision() == 0 && told.reaches()
                    : earlier.revision() == told.revision() && earlier.state() == told.state();
            if (!same && told.place().role() != Role.FEED) {
                if (told.state() != State.DIGESTED) {
                    budget.sentEarlier(earlier == null || earlier.revision() == 0 ? 1 : 2, writtenMs);
                } else if (digests.add(digest(earlier) + "@" + writtenMs / MS_PER_SECOND)) {
                    // Those of one digest are written down together.
                    budget.sentEarlier(1, writtenMs);
                }
            }
        }
    }

    /** Counts what may be under way of a case as it was remembered last. */
    void underWay(AlertCase latest, long nowMs) {
        for (Told told : latest.told()) {
            boolean may = told.place().role() != Role.FEED && mayBeUnderWay(told, nowMs);
            if (may && lanes.add(lane(told))) {
                budget.sentEarlier(told.revision() > 0 ? 2 : 1, nowMs);
            }
        }
    }

    private boolean mayBeUnderWay(Told told, long nowMs) {
        return switch (told.state()) {
            case WANTED -> told.dueSinceMs() > 0;
            case DIGEST -> rules.digestAfterMs(told.dueSinceMs()) <= nowMs;
            case OVERFLOW -> true;
            case DIGESTED, REFUSED, DEAD -> false;
        };
    }

    private static String digest(@Nullable Told before) {
        return before == null ? "" : lane(before);
    }

    private static String lane(Told told) {
        return told.state() == State.OVERFLOW ? "" : told.place().lane();
    }

    /** All is counted that was remembered. */
    void end() {
        lanes.clear();
        digests.clear();
    }
}
