package io.flyball.alerting.testing;

import io.flyball.schemas.avro.Alert;
import java.util.Map;

/** Alerts for tests. */
public final class Alerts {
    /** 2026-03-01T12:00:00Z. */
    public static final long AT_MS = 1_772_366_400_000L;

    private Alerts() {}

    /** A user burned $4,012.30 in three days and is paced for an hour. */
    public static Alert burn(String id) {
        return Alert.newBuilder()
                .setId(id)
                .setChange("opened")
                .setFindingId("burn-1")
                .setKind("burn")
                .setScope("user:ann")
                .setSeverity("high")
                .setWindow("3d")
                .setCostNanoUsd(4_012_300_000_000L)
                .setAtMs(AT_MS)
                .setText("user:ann spent $4,012.30 in 3d: look at what runs now.")
                .setLevel("pace")
                .setValidUntilMs(AT_MS + 3_600_000L)
                .setEvidence(Map.of("open_nano_usd", "4000000000000", "calls_in_total", "812"))
                .build();
    }

    /** The same about another scope, of another severity. */
    public static Alert burn(String scope, String severity) {
        Alert alert = burn("burn/" + scope);
        alert.setFindingId("burn/" + scope);
        alert.setScope(scope);
        alert.setSeverity(severity);
        return alert;
    }

    /** What the throttle does about a scope from now on, for two hours. */
    public static Alert throttled(String scope, String level) {
        return Alert.newBuilder()
                .setId(scope + "@1")
                .setChange("throttled")
                .setFindingId("")
                .setKind("throttle")
                .setScope(scope)
                .setSeverity("low")
                .setAtMs(AT_MS)
                .setText(scope + " spends too fast.")
                .setLevel(level)
                .setValidUntilMs(level.equals("clear") ? null : AT_MS + 7_200_000L)
                .build();
    }

    /** The alert that ends another. */
    public static Alert closed(Alert opened) {
        return Alert.newBuilder(opened)
                .setId(opened.getFindingId() + "/closed")
                .setChange("closed")
                .setLevel("")
                .setValidUntilMs(null)
                .setText(opened.getScope() + " spent less.")
                .build();
    }
}
