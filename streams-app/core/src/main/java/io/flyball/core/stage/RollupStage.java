package io.flyball.core.stage;

import io.flyball.core.govern.Governor;
import io.flyball.core.govern.GovernorOutputs;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.ScopeStates;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRows;

/**
 * The second stage: merges the deltas of all partitions into the scopes users share (team, agent, session, model, org,
 * key, cost centre) and judges those. It never judges lateness again: a delta older than the scope's clock still enters
 * totals, calendar periods and the slices it covers.
 */
public final class RollupStage {
    private final Controls controls;
    private final ScopeStates scopes;
    private final RowLayout layout;
    private final GovernorOutputs outputs;
    private Governor governor;

    public RollupStage(Controls controls, ScopeStates scopes, RowLayout layout, GovernorOutputs outputs) {
        this.controls = controls;
        this.scopes = scopes;
        this.layout = layout;
        this.outputs = outputs;
        this.governor = new Governor(controls.policy(), controls.overrides(), controls.zone(), layout, outputs);
    }

    /** The policy changed: from here on it holds. */
    public void policyChanged() {
        governor = new Governor(controls.policy(), controls.overrides(), controls.zone(), layout, outputs);
    }

    public Governor governor() {
        return governor;
    }

    /** Merges one scope's minute. */
    public void merge(Scope scope, long minuteSlot, Measures measures) {
        ScopeState state = scopes.change(scope);
        SliceRows rows = scopes.rows(scope);
        long timeMs = minuteSlot * Slice.MINUTE.lengthMs();
        state.spend().add(timeMs, measures, rows, layout, controls.zone());
        governor.afterSpend(scope, state, rows);
    }
}
