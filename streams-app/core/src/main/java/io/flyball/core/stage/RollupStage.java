package io.flyball.core.stage;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Sighting;
import io.flyball.core.detect.UnpricedSighting;
import io.flyball.core.detect.peer.PeerDetector;
import io.flyball.core.detect.peer.PeerRule;
import io.flyball.core.detect.peer.TeamMembers;
import io.flyball.core.detect.peer.Teams;
import io.flyball.core.detect.silence.Heartbeat;
import io.flyball.core.govern.Governed;
import io.flyball.core.govern.Governor;
import io.flyball.core.govern.GovernorOutputs;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.ScopeStates;
import io.flyball.core.govern.TaskSizes;
import io.flyball.core.model.Dimension;
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
    /** When to look again at a source while the input is behind. */
    private static final long LOOK_AGAIN_MS = 60_000;

    private static final long DAY_MS = 86_400_000L;

    private final Controls controls;
    private final ScopeStates scopes;
    private final Teams teams;
    private final RowLayout layout;
    private final GovernorOutputs outputs;
    private Governor governor;

    public RollupStage(Controls controls, ScopeStates scopes, Teams teams, RowLayout layout, GovernorOutputs outputs) {
        this.controls = controls;
        this.scopes = scopes;
        this.teams = teams;
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
        if (scope.dimension() == Dimension.MODEL) {
            lookForPrices(scope, state, measures);
        } else if (scope.dimension() == Dimension.SOURCE) {
            heard(scope, state);
        }
    }

    private void lookForPrices(Scope model, ScopeState state, Measures measures) {
        long unpriced = state.spend().totals().unpricedCalls();
        if (measures.unpricedCalls() > 0) {
            governor.sighted(model, state, new UnpricedSighting(state.spend().clockMs(), unpriced));
        } else if (unpriced == 0) {
            governor.over(model, state, FindingKind.UNPRICED, state.spend().clockMs());
        }
    }

    private void heard(Scope source, ScopeState state) {
        if (!controls.policy().rules().silence()) {
            return;
        }
        long heardMs = state.spend().clockMs();
        governor.over(source, state, FindingKind.SILENCE, heardMs);
        lookAt(source, state.governedOrNew(), Heartbeat.nextLookMs(heardMs));
    }

    private void lookAt(Scope source, Governed governed, long timeMs) {
        if (governed.lookAtMs() != timeMs) {
            governed.lookAt(timeMs);
            outputs.wakeAt(source, governed.nextExpiryMs());
        }
    }

    /** Takes in what a member of a team spent on a UTC day. */
    public void member(String team, String user, long day, long costNanoUsd) {
        PeerRule rule = controls.policy().rules().peer();
        if (rule == null) {
            return;
        }
        TeamMembers members = teams.change(team);
        members.add(user, day, costNanoUsd);
        Scope scope = new Scope(Dimension.TEAM, team);
        ScopeState state = scopes.change(scope);
        Sighting sighting = new PeerDetector(rule)
                .look(members, user, Math.max(state.spend().clockMs(), day * DAY_MS));
        if (sighting != null) {
            governor.sighted(scope, state, sighting);
        }
    }

    /** Takes in that so many tasks of a scope made their n-th call. */
    public void taskGrew(Scope scope, long nthCall, long tasks) {
        TaskSizes sizes = scopes.change(scope).taskSizesOrNew();
        for (long i = 0; i < tasks; i++) {
            sizes.grow(nthCall - 1, nthCall);
        }
    }

    /**
     * Ends what has ended, as {@link Governor#expire}, and looks whether a source still reports.
     *
     * @param streamTimeMs how far the input has been read: a source is not silent because its reader lags
     */
    public void expire(Scope scope, ScopeState state, SliceRows rows, long nowMs, long streamTimeMs) {
        Governed governed = state.governed();
        if (governed != null && governed.lookAtMs() != Governed.NONE && governed.lookAtMs() <= nowMs) {
            if (governed.lookAtMs() <= streamTimeMs) {
                listen(scope, state, governed, rows, streamTimeMs);
            } else {
                lookAt(scope, governed, nowMs + LOOK_AGAIN_MS);
            }
        }
        governor.expire(scope, state, rows, nowMs);
    }

    private void listen(Scope source, ScopeState state, Governed governed, SliceRows rows, long nowMs) {
        long heardMs = state.spend().clockMs();
        if (!controls.policy().rules().silence() || Heartbeat.isGivenUp(heardMs, nowMs)) {
            governed.lookAt(Governed.NONE);
            return;
        }
        Sighting silence = Heartbeat.look(state.spend(), rows, layout, nowMs);
        if (silence != null) {
            governor.sighted(source, state, silence);
        }
        lookAt(source, governed, Heartbeat.nextLookMs(Math.max(nowMs, governed.lookAtMs())));
    }
}
