package io.flyball.runtime;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.Severity;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.schemas.avro.Alert;
import java.util.Map;

/** What alerting is to tell: changes of findings and of signals, and control records that were refused. */
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

    /** What the throttle does about a scope from now on. */
    static Alert of(Signal signal) {
        Signal.Shadow shadow = signal.shadow();
        return Alert.newBuilder()
                .setId(signal.scope() + "@" + signal.sequence())
                .setChange("throttled")
                .setFindingId("")
                .setKind("throttle")
                .setScope(signal.scope().toString())
                .setSeverity(Severity.LOW.wireName())
                .setAtMs(signal.issuedAtMs())
                .setText(signal.text())
                .setLevel(signal.level().wireName())
                .setShadowLevel(shadow == null ? "" : shadow.level().wireName())
                .setValidUntilMs(signal.level() == Level.CLEAR ? null : signal.validUntilMs())
                .build();
    }

    static Alert of(Finding finding, Level level, long validUntilMs) {
        String change = finding.goesOn() ? "updated" : finding.open() ? "opened" : "closed";
        return Alert.newBuilder()
                .setId(finding.id() + "/" + change + (finding.goesOn() ? "/" + finding.updatedAtMs() : ""))
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
