package io.flyball.core.detect.loop;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Sighting;
import io.flyball.core.model.Scope;

/** A sign of repetition in a session. */
public record LoopSighting(String session, LoopSign sign) implements Sighting {
    @Override
    public FindingKind kind() {
        return sign.kind();
    }

    @Override
    public String key() {
        return LoopFindings.key(sign.kind(), session);
    }

    @Override
    public long atMs() {
        return sign.atMs();
    }

    @Override
    public int confidencePercent() {
        return sign.confidencePercent();
    }

    @Override
    public long costNanoUsd() {
        return sign.costNanoUsd();
    }

    @Override
    public Finding opened(String id, Scope scope) {
        return LoopFindings.opened(id, scope, session, sign);
    }
}
