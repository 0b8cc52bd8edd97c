package io.flyball.core.stage;

import io.flyball.core.admit.SeenIds;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.peer.TeamMembers;
import io.flyball.core.detect.trail.Trails;
import io.flyball.core.detect.trail.UserTrails;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.ScopeStates;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.spend.InMemoryRows;
import io.flyball.core.spend.SliceRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ports of a stage on plain maps, and everything it said. */
public final class InMemoryState implements ScopeStates, SeenIds, Trails, PayerOutputs {
    public final Map<Scope, ScopeState> scopes = new HashMap<>();
    public final Map<Scope, InMemoryRows> rows = new HashMap<>();
    public final Map<String, UserTrails> trails = new HashMap<>();
    public final Map<String, TeamMembers> teams = new HashMap<>();
    public final Map<String, Long> ids = new HashMap<>();
    public final Map<Scope, Long> wakes = new HashMap<>();
    public final List<Finding> findings = new ArrayList<>();
    public final List<Signal> signals = new ArrayList<>();
    public final List<Scope> tombstones = new ArrayList<>();
    public final List<ChargedCall> charges = new ArrayList<>();

    @Override
    public ScopeState change(Scope scope) {
        return scopes.computeIfAbsent(scope, s -> new ScopeState());
    }

    @Override
    public SliceRows rows(Scope scope) {
        return rows.computeIfAbsent(scope, s -> new InMemoryRows());
    }

    @Override
    public UserTrails change(String payer) {
        return trails.computeIfAbsent(payer, p -> new UserTrails());
    }

    public TeamMembers members(String team) {
        return teams.computeIfAbsent(team, t -> new TeamMembers());
    }

    @Override
    public long admittedAtMs(String payer, String eventId, long sinceMs, long untilMs) {
        return ids.getOrDefault(payer + "\n" + eventId, Long.MIN_VALUE);
    }

    @Override
    public void remember(String payer, String eventId, long streamTimeMs) {
        ids.put(payer + "\n" + eventId, streamTimeMs);
    }

    @Override
    public void charge(ChargedCall charge) {
        charges.add(charge);
    }

    @Override
    public void finding(Finding finding, Level level, long validUntilMs) {
        findings.add(finding);
    }

    @Override
    public void signal(Signal signal) {
        signals.add(signal);
    }

    @Override
    public void tombstone(Scope scope) {
        tombstones.add(scope);
    }

    @Override
    public void wakeAt(Scope scope, long timeMs) {
        wakes.put(scope, timeMs);
    }
}
