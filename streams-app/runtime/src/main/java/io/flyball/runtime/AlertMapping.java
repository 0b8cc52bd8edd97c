package io.flyball.runtime;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.Severity;
import io.flyball.core.model.Level;
import io.flyball.schemas.avro.Alert;
import java.util.Map;

/** What alerting is to tell: changes of findings, and control records that were refused. */
final class AlertMapping {
    /** Under which alerts about the control topic go. */
    static final String CONTROL_SCOPE = "source:control";

    private AlertMapping() {}

    /** A control record was refused: on-call must know, since somebody believes it to hold. */
    static Alert ofRefusedControl(String key, String offset, String sentence, long atMs) {
        String id = "control/" + key + "/" + offset;
        return Alert.newBuilder()
                .setId(id)
                .setChange("opened")
                .setFindingId(id)
                .setKind("control")
                .setScope(CONTROL_SCOPE)
                .setSeverity(Severity.HIGH.wireName())
                .setAtMs(atMs)
                .setText(sentence)
                .build();
    }

    static Alert of(Finding finding, Level level, long validUntilMs) {
        String change = finding.open() ? "opened" : "closed";
        return Alert.newBuilder()
                .setId(finding.id() + "/" + change)
                .setChange(change)
                .setFindingId(finding.id())
                .setKind(finding.kind().wireName())
                .setScope(finding.scope().toString())
                .setSeverity(finding.severity().wireName())
                .setWindow(finding.window())
                .setCostNanoUsd(finding.costNanoUsd())
                .setAtMs(finding.updatedAtMs())
                .setText(finding.text())
                .setLevel(level == Level.CLEAR ? "" : level.wireName())
                .setValidUntilMs(validUntilMs < 0 ? null : validUntilMs)
                .setEvidence(Map.copyOf(finding.evidence()))
                .build();
    }
}
