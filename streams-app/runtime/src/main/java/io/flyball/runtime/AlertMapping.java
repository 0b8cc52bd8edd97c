package io.flyball.runtime;

import io.flyball.core.detect.Finding;
import io.flyball.core.model.Level;
import io.flyball.schemas.avro.Alert;
import java.util.Map;

/** What a change of a finding has alerting tell. */
final class AlertMapping {
    private AlertMapping() {}

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
