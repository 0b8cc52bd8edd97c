package io.flyball.alerting.cases;

import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.core.detect.Severity;
import io.flyball.schemas.avro.Alert;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A message that shows whether a place can be reached; nothing is remembered of it. */
public final class TestMessage {
    /** What it says. */
    public static final String TEXT =
            "This is a test of Flyball's alerts. Nothing was found, and there is nothing to do.";

    private TestMessage() {}

    /** The message, of low severity and about nobody's money; over, so that it offers no answers. */
    public static Telling to(Place place, String scope, long nowMs) {
        Told told = Told.wanted(place, "", Told.State.WANTED, nowMs);
        return telling(alert(scope, nowMs), told, News.FIRST, nowMs, nowMs);
    }

    /** The same for a machine, which shows an end only of what has begun: its begin. */
    public static Telling begin(Place place, String scope, long nowMs) {
        Told told = Told.wanted(place, "", Told.State.WANTED, nowMs);
        return telling(alert(scope, nowMs), told, News.FIRST, nowMs, -1);
    }

    /**
     * The end of what has begun.
     *
     * @param reference where the begin is
     */
    public static Telling end(Telling begin, String reference, long nowMs) {
        Told told = begin.told().showing(begin.revision(), reference, Told.State.WANTED);
        Course course = begin.of().course();
        return telling(course.latest(), told, News.FIRST.edited(), course.openedAtMs(), nowMs);
    }

    private static Alert alert(String scope, long nowMs) {
        return Alert.newBuilder()
                .setId("test/" + nowMs)
                .setChange("opened")
                .setFindingId("test/" + nowMs)
                .setKind("test")
                .setScope(scope)
                .setSeverity(Severity.LOW.wireName())
                .setAtMs(nowMs)
                .setText(TEXT)
                .setEvidence(Map.of())
                .build();
    }

    private static Telling telling(Alert alert, Told told, News news, long openedAtMs, long closedAtMs) {
        Set<String> open = closedAtMs < 0 ? Set.of(alert.getFindingId()) : Set.of();
        Course course = new Course(alert, false, Severity.LOW, open, 1, openedAtMs, closedAtMs);
        AlertCase of = new AlertCase(CaseKey.of(alert), course, news, Quiet.from(openedAtMs), List.of(), List.of(told));
        return new Telling(of, told, news.revision(), "", false);
    }
}
