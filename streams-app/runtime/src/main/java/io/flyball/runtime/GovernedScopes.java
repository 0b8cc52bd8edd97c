package io.flyball.runtime;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.govern.Governed;
import io.flyball.core.govern.Governor;
import io.flyball.core.govern.GovernorOutputs;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.SliceRows;
import io.flyball.runtime.state.StoredScopes;
import io.flyball.schemas.FindingMapping;
import io.flyball.schemas.ThrottleJson;
import io.flyball.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scopes a task owns: keeps them, wakes them when something ends, and says to the topics what the governor decided.
 * Spend is published at most once a second per scope. Used by both stages, on the stream thread alone.
 */
final class GovernedScopes implements GovernorOutputs {
    private static final long PUBLISH_EVERY_MS = 1000;

    private final StoredScopes stored;
    private final Outlets outlets;
    private final StageSerdes serdes;
    private final InForce inForce;
    private final Expiries expiries = new Expiries();
    private final Set<Scope> unpublished = new LinkedHashSet<>();
    private final InForce.Counter counter = new InForce.Counter();
    private final ToldSignals told = new ToldSignals();
    private long publishedAtWallMs;

    GovernedScopes(StoredScopes stored, Outlets outlets, StageSerdes serdes, InForce inForce) {
        this.stored = stored;
        this.outlets = outlets;
        this.serdes = serdes;
        this.inForce = inForce;
        stored.forEachStored(this::remember);
    }

    private void remember(Scope scope, ScopeState state) {
        Governed governed = state.governed();
        count(scope, governed);
        if (governed != null && governed.nextExpiryMs() != Governed.NONE) {
            expiries.put(scope, governed.nextExpiryMs());
        }
        if (state.updateDue()) {
            unpublished.add(scope);
        }
    }

    private void count(Scope scope, @Nullable Governed governed) {
        if (governed == null) {
            counter.put(scope, Level.CLEAR, List.of());
        } else {
            List<FindingKind> open = governed.openFindings().stream()
                    .map(Governed.OpenFinding::kind)
                    .toList();
            counter.put(scope, governed.level(), open);
        }
    }

    /** What this task holds now. */
    InForce.Tally tally() {
        return counter.tally();
    }

    StoredScopes stored() {
        return stored;
    }

    /** What ends a scope's findings and signals whose instant has come. */
    interface Expirer {
        void expire(Scope scope, ScopeState state, SliceRows rows, long nowMs);
    }

    /** Ends everything whose instant has come. */
    void expire(Expirer expirer, long nowMs) {
        for (Scope scope = expiries.takeDue(nowMs); scope != null; scope = expiries.takeDue(nowMs)) {
            expirer.expire(scope, stored.change(scope), stored.rows(scope), nowMs);
        }
    }

    /** Somebody decided something that bears on all scopes: those that are governed are looked at again. */
    void reconsiderAll(Governor governor, long nowMs) {
        for (Scope scope : counter.scopes()) {
            governor.reconsider(scope, stored.change(scope), stored.rows(scope), nowMs);
        }
    }

    /** Somebody decided something about one scope; one that spent nothing yet is judged when it does. */
    void reconsider(Governor governor, Scope scope, long nowMs) {
        if (stored.has(scope)) {
            governor.reconsider(scope, stored.change(scope), stored.rows(scope), nowMs);
        }
    }

    /**
     * Gives a scope's signal at once where its level is another now. For replays: at their speed the next commit may be
     * days of stream time away, and a level that held in between would never be told.
     */
    void signalNewLevel(Governor governor, Scope scope, long streamTimeMs) {
        ScopeState state = stored.change(scope);
        Governed governed = state.governed();
        if (governed != null && governed.signalDue() && strongest(governed) != governed.level()) {
            governor.signalIfDue(scope, state, stored.rows(scope), streamTimeMs);
        }
    }

    private static Level strongest(Governed governed) {
        Level strongest = Level.CLEAR;
        for (Governed.OpenFinding finding : governed.openFindings()) {
            strongest = finding.level().compareTo(strongest) > 0 ? finding.level() : strongest;
        }
        return strongest;
    }

    /** Gives the signals that are due, publishes spend where a second has passed, and writes what changed. */
    void beforeCommit(Governor governor, long streamTimeMs, long wallMs) {
        stored.forEachChanged((scope, state) -> {
            governor.signalIfDue(scope, state, stored.rows(scope), streamTimeMs);
            state.setUpdateDue(true);
            unpublished.add(scope);
            count(scope, state.governed());
        });
        publishSpend(wallMs);
        stored.flush();
    }

    /**
     * Publishes what waits, at most once a second. Only inside the commit: published elsewhere, a scope would count as
     * changed at the next commit and be published again, for ever. The tick sees to a commit where nothing else does.
     */
    private void publishSpend(long wallMs) {
        if (unpublished.isEmpty() || wallMs - publishedAtWallMs < PUBLISH_EVERY_MS) {
            return;
        }
        publishedAtWallMs = wallMs;
        for (Scope scope : unpublished) {
            ScopeState state = stored.change(scope);
            state.setUpdateDue(false);
            if (scope.dimension() == Dimension.SOURCE) {
                continue; // A source has a rhythm, no spend of its own.
            }
            outlets.send(Topic.SPEND, key(scope), serdes.spendUpdate(scope, state.spend()));
        }
        unpublished.clear();
    }

    @Override
    public void finding(Finding finding, Level level, long validUntilMs) {
        byte[] key = key(finding.scope());
        outlets.send(Topic.FINDINGS, key, serdes.findings().serialize(FindingMapping.toAvro(finding)));
        outlets.send(Topic.ALERTS, key, serdes.alerts().serialize(AlertMapping.of(finding, level, validUntilMs)));
    }

    @Override
    public void signal(Signal signal) {
        if (counter.level(signal.scope()) != signal.level()) {
            inForce.changed(signal.level());
        }
        byte[] key = key(signal.scope());
        outlets.send(Topic.THROTTLE, key, ThrottleJson.encode(signal));
        if (told.isNews(signal)) {
            outlets.send(Topic.ALERTS, key, serdes.alerts().serialize(AlertMapping.of(signal)));
        }
    }

    @Override
    public void tombstone(Scope scope) {
        outlets.send(Topic.THROTTLE, key(scope), null);
    }

    @Override
    public void wakeAt(Scope scope, long timeMs) {
        expiries.put(scope, timeMs);
    }

    private static byte[] key(Scope scope) {
        return scope.toString().getBytes(StandardCharsets.UTF_8);
    }
}
