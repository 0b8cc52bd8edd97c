package io.flyball.alerting.cases;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier process may have sent in the last minute, by what it remembered: it died with what it knew of its budget.
 * Never too little: every delivery is remembered before it begins, and what nobody has said the end of may end now.
 */
final class EarlierSends {
    private final SendBudget budget;
    private static final long MS_PER_SECOND = 1_000;

    private final Set<String> counted = new HashSet<>();

    EarlierSends(SendBudget budget) {
        this.budget = budget;
    }

    /**
     * Counts the deliveries that ended between one record of a case and the next.
     *
     * @param before null: it is the first
     * @param writtenMs when the later one was written, epoch ms
     */
    void ended(@Nullable AlertCase before, AlertCase after, long writtenMs) {
        for (Told told : after.told()) {
            Told earlier = before == null
                    ? null
                    : before.told(told.place(), told.askId()).orElse(null);
            if (earlier == null && (told.revision() > 0 || !told.reaches())) {
                unwritten(told, writtenMs);
            } else if (earlier != null && !earlier.attempt().equals(told.attempt())) {
                count(earlier, writtenMs);
            }
        }
    }

    /** Counts what may be under way of a case as it was remembered last. */
    void underWay(AlertCase latest, long nowMs) {
        latest.told().forEach(told -> count(told, nowMs));
    }

    private void count(Told told, long endedMs) {
        Attempt attempt = told.attempt();
        // Those of one digest are one delivery.
        if (attempt.underWay() && counted.add(attempt.id() + "@" + attempt.atMs())) {
            sent(told, told.revision() > 0 ? 2 : 1, endedMs);
        }
    }

    /** Its end is there, and its begin is compacted away. */
    private void unwritten(Told told, long endedMs) {
        boolean together = told.state() == Told.State.DIGESTED;
        if (!together || counted.add(told.place().lane() + "@" + endedMs / MS_PER_SECOND)) {
            sent(told, together ? 1 : 2, endedMs);
        }
    }

    private void sent(Told told, int sends, long endedMs) {
        if (told.place().role() != Role.FEED) {
            budget.sentEarlier(sends, endedMs);
        }
    }

    /** All is counted that was remembered. */
    void end() {
        counted.clear();
    }
}
