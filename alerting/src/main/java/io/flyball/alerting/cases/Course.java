package io.flyball.alerting.cases;

import io.flyball.core.detect.Severity;
import io.flyball.schemas.avro.Alert;
import java.util.Set;

/**
 * How a case goes.
 *
 * @param latest the alert that says most about it; not to be changed
 * @param signalled whether its level and end are those of the scope's throttle signal, else what the finding asks for
 * @param severity the greatest so far
 * @param openFindings ids of what is not over
 * @param findings how many there were since it opened
 * @param openedAtMs wall clock, epoch ms
 * @param closedAtMs -1 while it is open
 */
public record Course(
        Alert latest,
        boolean signalled,
        Severity severity,
        Set<String> openFindings,
        long findings,
        long openedAtMs,
        long closedAtMs) {
    public Course {
        openFindings = Set.copyOf(openFindings);
    }

    Course saying(Alert alert, boolean ofSignal) {
        return new Course(alert, ofSignal, severity, openFindings, findings, openedAtMs, closedAtMs);
    }

    /** Whether something of it is not over. */
    public boolean open() {
        return closedAtMs < 0;
    }
}
