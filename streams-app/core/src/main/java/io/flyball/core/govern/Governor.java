package io.flyball.core.govern;

import io.flyball.core.detect.BurnFindings;
import io.flyball.core.detect.BurnRule;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.SliceRows;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens and closes findings as spend moves, and says what throttle signal follows.
 *
 * <p>A scope is judged as of its own newest event time, so that a late arrival is judged as it would have been in time;
 * after something closed at an instant, never as of an earlier one, so that disorder cannot make it flap. A burn opens
 * at the very event that reaches its amount. It closes at the instant its window falls below the closing amount, which
 * the slices give exactly; that instant is the {@code valid_until} of the signal, and clear follows then.
 *
 * <p>Signals are not given at each event: {@link #signalIfDue} is asked once a commit, so that renewals are debounced
 * and the last one reflects the last event.
 */
public final class Governor {
    /** How long a cleared signal stays on the topic before it is deleted. */
    static final long TOMBSTONE_AFTER_MS = 3_600_000L;

    private final Policy policy;
    private final CalendarZone zone;
    private final RowLayout layout;
    private final GovernorOutputs outputs;
    private final SignalComposer composer;
    private final Map<Dimension, List<BurnRule>> burnsByDimension = new EnumMap<>(Dimension.class);

    public Governor(Policy policy, CalendarZone zone, RowLayout layout, GovernorOutputs outputs) {
        this.policy = policy;
        this.zone = zone;
        this.layout = layout;
        this.outputs = outputs;
        this.composer = new SignalComposer(policy);
        for (BurnRule rule : policy.burns()) {
            burnsByDimension
                    .computeIfAbsent(rule.match().dimension(), d -> new ArrayList<>())
                    .add(rule);
        }
    }

    /** Judges a scope right after spend was added to it. */
    public void afterSpend(Scope scope, ScopeState state, SliceRows rows) {
        List<BurnRule> rules = burnsByDimension.get(scope.dimension());
        Governed governed = state.governed();
        if (rules == null && (governed == null || governed.openBurns().isEmpty())) {
            return;
        }
        ScopeSpend spend = state.spend();
        long asOfMs = governed == null ? spend.clockMs() : Math.max(spend.clockMs(), governed.settledMs());
        if (rules != null) {
            for (BurnRule rule : rules) {
                if (rule.match().matches(scope)) {
                    judge(scope, rule, state, rows, asOfMs);
                }
            }
        }
    }

    private void judge(Scope scope, BurnRule rule, ScopeState state, SliceRows rows, long asOfMs) {
        ScopeSpend spend = state.spend();
        long cost = spend.windowCostAt(rule.window(), asOfMs, rows, layout, zone);
        Governed governed = state.governed();
        Governed.OpenBurn open = governed == null ? null : governed.openBurn(rule.key());
        if (open != null && governed != null) {
            open.reached(cost);
            governed.makeSignalDue();
        } else if (cost >= rule.openNanoUsd()) {
            open(scope, rule, state, rows, asOfMs, cost);
        }
    }

    private void open(Scope scope, BurnRule rule, ScopeState state, SliceRows rows, long atMs, long cost) {
        long untilMs = state.spend().fallsBelowAtMs(rule.window(), rule.closeNanoUsd(), rows, layout, zone);
        String id = BurnFindings.id(scope, rule, atMs);
        Governed governed = state.governedOrNew();
        governed.openBurns().add(new Governed.OpenBurn(rule.key(), id, atMs, rule.level(), cost, untilMs));
        governed.makeSignalDue();
        Level level = policy.exempts(scope) ? Level.CLEAR : rule.level();
        outputs.finding(
                BurnFindings.opened(id, scope, rule, atMs, cost, state.spend().totals(), untilMs),
                level,
                level == Level.CLEAR ? Governed.NONE : untilMs);
        outputs.wakeAt(scope, governed.nextExpiryMs());
    }

    /**
     * Ends what has ended by {@code nowMs}: closes findings at the instant their window fell, clears the signal, forgets
     * a cleared one. Asks to be woken again where something is left.
     */
    public void expire(Scope scope, ScopeState state, SliceRows rows, long nowMs) {
        Governed governed = state.governed();
        if (governed == null) {
            return;
        }
        renewEnds(scope, governed, state, rows);
        while (hasEnded(governed, nowMs)) {
            if (governed.signalDue()) {
                signalIfDue(scope, state, rows, nowMs);
            }
            closeEarliest(scope, governed, state);
            signalIfDue(scope, state, rows, nowMs);
        }
        if (governed.tombstoneAtMs() != Governed.NONE
                && governed.tombstoneAtMs() <= nowMs
                && governed.openBurns().isEmpty()) {
            outputs.tombstone(scope);
            state.forgetGoverned();
        } else if (governed.nextExpiryMs() != Governed.NONE) {
            outputs.wakeAt(scope, governed.nextExpiryMs());
        }
    }

    private static boolean hasEnded(Governed governed, long nowMs) {
        for (Governed.OpenBurn burn : governed.openBurns()) {
            if (burn.untilMs() <= nowMs) {
                return true;
            }
        }
        return false;
    }

    private void closeEarliest(Scope scope, Governed governed, ScopeState state) {
        Governed.OpenBurn earliest = governed.openBurns().get(0);
        for (Governed.OpenBurn burn : governed.openBurns()) {
            earliest = burn.untilMs() < earliest.untilMs() ? burn : earliest;
        }
        governed.openBurns().remove(earliest);
        governed.settle(earliest.untilMs());
        governed.makeSignalDue();
        BurnRule rule = rule(scope, earliest.ruleKey());
        BurnRule wording = rule == null ? BurnRule.ofKey(earliest.ruleKey(), scope, earliest.level()) : rule;
        outputs.finding(
                BurnFindings.closed(
                        earliest.findingId(),
                        scope,
                        wording,
                        earliest.openedAtMs(),
                        earliest.untilMs(),
                        earliest.mostNanoUsd(),
                        state.spend().totals()),
                Level.CLEAR,
                Governed.NONE);
    }

    /** Computes anew when each open burn ends; one whose rule is gone from the policy ends at once. */
    private void renewEnds(Scope scope, Governed governed, ScopeState state, SliceRows rows) {
        Iterator<Governed.OpenBurn> burns = governed.openBurns().iterator();
        while (burns.hasNext()) {
            Governed.OpenBurn burn = burns.next();
            BurnRule rule = rule(scope, burn.ruleKey());
            if (rule == null) {
                burn.until(Math.max(governed.settledMs(), state.spend().clockMs()));
            } else {
                long fallsMs = state.spend().fallsBelowAtMs(rule.window(), rule.closeNanoUsd(), rows, layout, zone);
                burn.until(Math.max(fallsMs, burn.openedAtMs()));
            }
        }
    }

    private @Nullable BurnRule rule(Scope scope, String ruleKey) {
        for (BurnRule rule : burnsByDimension.getOrDefault(scope.dimension(), List.of())) {
            if (rule.key().equals(ruleKey) && rule.match().matches(scope)) {
                return rule;
            }
        }
        return null;
    }

    /** Gives the scope's signal where it says something new: another level, end, or set of findings. */
    public void signalIfDue(Scope scope, ScopeState state, SliceRows rows, long streamTimeMs) {
        Governed governed = state.governed();
        if (governed == null || !governed.signalDue()) {
            return;
        }
        renewEnds(scope, governed, state, rows);
        Signal signal = composer.compose(scope, governed, state.spend().clockMs(), streamTimeMs);
        if (signal == null) {
            governed.noSignalDue();
        } else {
            long tombstoneAtMs =
                    signal.level() == Level.CLEAR ? signal.validUntilMs() + TOMBSTONE_AFTER_MS : Governed.NONE;
            governed.signalled(signal.sequence(), signal.level(), signal.validUntilMs(), tombstoneAtMs);
            outputs.signal(signal);
        }
        if (governed.nextExpiryMs() != Governed.NONE) {
            outputs.wakeAt(scope, governed.nextExpiryMs());
        }
    }
}
