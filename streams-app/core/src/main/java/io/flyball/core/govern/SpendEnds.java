package io.flyball.core.govern;

import io.flyball.core.detect.Finding;
import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.SliceRows;
import org.jspecify.annotations.Nullable;

/** When findings that rest on spend end, by the amounts that hold for their scope then, and what is said of them. */
final class SpendEnds {
    private final SpendThresholds thresholds;
    private final SpendWords words;
    private final CalendarZone zone;
    private final RowLayout layout;

    SpendEnds(SpendThresholds thresholds, SpendWords words, CalendarZone zone, RowLayout layout) {
        this.thresholds = thresholds;
        this.words = words;
        this.zone = zone;
        this.layout = layout;
    }

    /** When it ends if nothing more is spent, epoch ms; one whose rule is gone from the policy ends at once. */
    long endMs(Scope scope, OpenFinding finding, ScopeState state, SliceRows rows) {
        ScopeSpend spend = state.spend();
        SpendThreshold threshold = inForce(scope, finding, state);
        if (threshold == null) {
            return Math.max(state.governedOrNew().settledMs(), spend.clockMs());
        }
        long fallsMs = spend.fallsBelowAtMs(threshold.window(), threshold.closeNanoUsd(), rows, layout, zone);
        return Math.max(fallsMs, finding.openedAtMs());
    }

    /**
     * Whether somebody raised its amount above what is spent as of an instant: then it is over, though it has not fallen to
     * where it would close.
     */
    boolean isLifted(Scope scope, OpenFinding finding, ScopeState state, SliceRows rows, long asOfMs) {
        SpendThreshold threshold = finding.restsOnSpend() ? inForce(scope, finding, state) : null;
        return threshold != null
                && !threshold.equals(thresholds.find(scope, finding.key()))
                && state.spend().windowCostAt(threshold.window(), asOfMs, rows, layout, zone) < threshold.openNanoUsd();
    }

    /** What is said of one that ended because it was raised. */
    Finding lifted(Scope scope, OpenFinding ended, ScopeState state) {
        return words.lifted(
                scope, orOfKey(scope, ended, state), ended, state.spend().totals());
    }

    /** What is said of one that ended. */
    Finding closed(Scope scope, OpenFinding ended, ScopeState state) {
        return words.closed(
                scope, orOfKey(scope, ended, state), ended, state.spend().totals());
    }

    private SpendThreshold orOfKey(Scope scope, OpenFinding finding, ScopeState state) {
        SpendThreshold threshold = inForce(scope, finding, state);
        return threshold == null ? SpendThreshold.ofKey(finding.key(), scope, finding.level()) : threshold;
    }

    private @Nullable SpendThreshold inForce(Scope scope, OpenFinding finding, ScopeState state) {
        SpendThreshold rule = thresholds.find(scope, finding.key());
        long atMs = Math.max(state.governedOrNew().endedMs(), state.spend().clockMs());
        return rule == null ? null : thresholds.inForce(rule, scope, atMs);
    }
}
