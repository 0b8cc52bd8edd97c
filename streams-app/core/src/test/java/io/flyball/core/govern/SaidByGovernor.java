package io.flyball.core.govern;

import io.flyball.core.detect.Finding;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.ArrayList;
import java.util.List;

/** Everything a governor said, in order. */
final class SaidByGovernor implements GovernorOutputs {
    final List<Finding> findings = new ArrayList<>();
    final List<String> follows = new ArrayList<>();
    final List<Signal> signals = new ArrayList<>();
    long wakeAtMs = Governed.NONE;

    @Override
    public void finding(Finding finding, Level level, long validUntilMs) {
        findings.add(finding);
        follows.add(level.wireName() + " until " + validUntilMs);
    }

    @Override
    public void signal(Signal signal) {
        signals.add(signal);
    }

    @Override
    public void tombstone(Scope scope) {}

    @Override
    public void wakeAt(Scope scope, long timeMs) {
        wakeAtMs = timeMs;
    }
}
