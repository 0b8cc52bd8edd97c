package io.flyball.alerting.testing;

import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.Ask;
import io.flyball.alerting.cases.Attempt;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.cases.Course;
import io.flyball.alerting.cases.Delivery.Digest;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.News;
import io.flyball.alerting.cases.Place;
import io.flyball.alerting.cases.Quiet;
import io.flyball.alerting.cases.Role;
import io.flyball.alerting.cases.Told;
import io.flyball.core.detect.Severity;
import io.flyball.schemas.avro.Alert;
import java.util.List;
import java.util.Set;

/** What a channel may be asked to deliver. */
public final class Deliveries {
    private Deliveries() {}

    /** The first message about an alert. */
    public static Telling first(Alert alert, String recipient) {
        return telling(alert, recipient, "", 0, new News(1, "", 0));
    }

    /** A change of a message that is there, with news or without. */
    public static Telling later(Alert alert, String recipient, DeliveryResult before, String news) {
        String reference = before instanceof Delivered delivered ? delivered.reference() : "";
        return telling(alert, recipient, reference, 1, new News(2, news, news.isEmpty() ? 0 : 2));
    }

    private static Telling telling(Alert alert, String recipient, String reference, int shown, News news) {
        Place place = new Place(Role.PERSON, "channel", recipient);
        Told told = new Told(place, "", Told.State.WANTED, reference, shown, Alerts.AT_MS, Attempt.NONE, 0);
        return new Telling(caseOf(alert, news, List.of(), told), told, news.revision(), news.since(shown), false);
    }

    /** The message to an approver. */
    public static Telling ask(Alert alert, Ask ask, String recipient) {
        Place place = new Place(Role.APPROVER, "channel", recipient);
        Told told = new Told(place, ask.id(), Told.State.WANTED, "", 0, Alerts.AT_MS, Attempt.NONE, 0);
        return new Telling(caseOf(alert, new News(2, "", 0), List.of(ask), told), told, 1, "", false);
    }

    /** Several cases in one. */
    public static Digest digest(List<Alert> alerts, String recipient, boolean overflow) {
        Place place = new Place(Role.TEAM, "channel", recipient);
        Told told = new Told(place, "", Told.State.DIGEST, "", 0, Alerts.AT_MS, Attempt.NONE, 0);
        return new Digest(
                "digest.1",
                place,
                alerts.stream()
                        .map(alert -> caseOf(alert, new News(1, "", 0), List.of(), told))
                        .toList(),
                overflow,
                false);
    }

    /** The same of another time that the case was on. */
    public static Telling openedAt(Telling telling, long openedAtMs) {
        AlertCase of = telling.of();
        Course was = of.course();
        Course course = new Course(
                was.latest(),
                was.signalled(),
                was.severity(),
                was.openFindings(),
                was.findings(),
                openedAtMs,
                was.open() ? -1 : openedAtMs);
        AlertCase other = new AlertCase(of.key(), course, of.news(), of.quiet(), of.asks(), of.told());
        return new Telling(other, telling.told(), telling.revision(), telling.news(), telling.mayBeThere());
    }

    /** The same after a try of which nobody knows whether it arrived. */
    public static Telling mayBeThere(Telling telling) {
        return new Telling(telling.of(), telling.told(), telling.revision(), telling.news(), true);
    }

    private static AlertCase caseOf(Alert alert, News news, List<Ask> asks, Told told) {
        boolean closed = alert.getChange().equals("closed");
        Severity severity = alert.getSeverity().equals("low")
                ? Severity.LOW
                : alert.getSeverity().equals("medium") ? Severity.MEDIUM : Severity.HIGH;
        Course course = new Course(
                alert,
                false,
                severity,
                closed ? Set.of() : Set.of(alert.getFindingId()),
                1,
                Alerts.AT_MS,
                closed ? Alerts.AT_MS : -1);
        return new AlertCase(CaseKey.of(alert), course, news, new Quiet(Alerts.AT_MS, "", 0, 0), asks, List.of(told));
    }
}
