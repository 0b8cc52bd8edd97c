package io.flyball.alerting.cases;

import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.core.detect.Severity;
import io.flyball.schemas.avro.Alert;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A message that shows whether a place can be reached; nothing is remembered of it. */
public final class TestMessage {
    private TestMessage() {}

    /** The message, of low severity and about nobody's money. */
    public static Telling to(Place place, String scope, long nowMs) {
        Alert alert = Alert.newBuilder()
                .setId("test/" + nowMs)
                .setChange("opened")
                .setFindingId("test/" + nowMs)
                .setKind("test")
                .setScope(scope)
                .setSeverity(Severity.LOW.wireName())
                .setAtMs(nowMs)
                .setText("This is a test of Flyball's alerts. Nothing was found, and there is nothing to do.")
                .setEvidence(Map.of())
                .build();
        Told told = Told.wanted(place, "", Told.State.WANTED, nowMs);
        // Over, so that it offers no answers.
        Course course = new Course(alert, false, Severity.LOW, Set.of(), 1, nowMs, nowMs);
        AlertCase of =
                new AlertCase(CaseKey.of(alert), course, News.FIRST, Quiet.from(nowMs), List.of(), List.of(told));
        return new Telling(of, told, 1, "", false);
    }
}
