package io.flyball.core.govern;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingIds;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.loop.LoopDetector;
import io.flyball.core.detect.loop.LoopFindings;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.loop.LoopSign;
import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.SliceRows;
import java.util.ArrayList;
import java.util.EnumMap;
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

    /** How long after its latest repeat a loop is over. */
    static final long LOOP_DWELL_MS = 600_000L;

    /** No scope has more findings open; the next one waits until one of them is over. */
    private static final int MOST_OPEN_FINDINGS = 32;

    private static final int CERTAIN_PERCENT = 100;

    private final Policy policy;
    private final Overrides overrides;
    private final CalendarZone zone;
    private final RowLayout layout;
    private final GovernorOutputs outputs;
    private final SignalComposer composer;
    private final SpendWords words;
    private final Map<Dimension, List<SpendThreshold>> thresholdsByDimension = new EnumMap<>(Dimension.class);

    /** A governor for scopes nobody decided anything about. */
    public Governor(Policy policy, CalendarZone zone, RowLayout layout, GovernorOutputs outputs) {
        this(policy, new Overrides(), zone, layout, outputs);
    }

    /** @param overrides as they are when something is judged: they may change meanwhile */
    public Governor(Policy policy, Overrides overrides, CalendarZone zone, RowLayout layout, GovernorOutputs outputs) {
        this.policy = policy;
        this.overrides = overrides;
        this.zone = zone;
        this.layout = layout;
        this.outputs = outputs;
        this.composer = new SignalComposer(policy, overrides);
        this.words = new SpendWords(zone);
        for (SpendThreshold threshold : SpendThreshold.of(policy)) {
            thresholdsByDimension
                    .computeIfAbsent(threshold.match().dimension(), d -> new ArrayList<>())
                    .add(threshold);
        }
    }

    /** Judges a scope right after spend was added to it. */
    public void afterSpend(Scope scope, ScopeState state, SliceRows rows) {
        Governed governed = state.governed();
        ScopeSpend spend = state.spend();
        long asOfMs = governed == null ? spend.clockMs() : Math.max(spend.clockMs(), governed.settledMs());
        reviewAtNextOverride(scope, state, asOfMs);
        judgeAll(scope, state, rows, asOfMs);
    }

    private void judgeAll(Scope scope, ScopeState state, SliceRows rows, long asOfMs) {
        for (SpendThreshold threshold : thresholdsByDimension.getOrDefault(scope.dimension(), List.of())) {
            if (threshold.match().matches(scope)) {
                judge(scope, threshold, state, rows, asOfMs);
            }
        }
    }

    /** What somebody decided for the scope ends though nothing more is spent. */
    private void reviewAtNextOverride(Scope scope, ScopeState state, long asOfMs) {
        long changeMs = overrides.nextChangeMs(scope, asOfMs);
        if (changeMs != Governed.NONE) {
            Governed governed = state.governedOrNew();
            governed.reviewBy(changeMs);
            outputs.wakeAt(scope, governed.nextExpiryMs());
        }
    }

    private void judge(Scope scope, SpendThreshold rule, ScopeState state, SliceRows rows, long asOfMs) {
        long cost = state.spend().windowCostAt(rule.window(), asOfMs, rows, layout, zone);
        Governed governed = state.governed();
        OpenFinding open = governed == null ? null : governed.openFinding(rule.key());
        if (open != null && governed != null) {
            open.reached(cost);
            governed.makeSignalDue();
            return;
        }
        long nowMs = governed == null ? asOfMs : Math.max(asOfMs, governed.endedMs());
        SpendThreshold raised = rule.raisedBy(overrides.raisedNanoUsd(scope, nowMs));
        if (cost >= raised.openNanoUsd()) {
            open(scope, rule.key(), raised, state, rows, asOfMs, cost);
        }
    }

    /**
     * Looks at a scope again because somebody decided something: another policy, an override, shadow. It holds at once,
     * though nothing is spent and no dwell is over.
     */
    public void reconsider(Scope scope, ScopeState state, SliceRows rows, long nowMs) {
        Governed governed = state.governedOrNew();
        governed.lookedAt(nowMs);
        decided(scope, governed, state, rows, Math.max(state.spend().clockMs(), governed.settledMs()));
        outputs.wakeAt(scope, Math.max(nowMs, governed.nextExpiryMs()));
    }

    /** Closes what no longer stands and opens what now does, after somebody's decision. */
    private void decided(Scope scope, Governed governed, ScopeState state, SliceRows rows, long asOfMs) {
        governed.release();
        reviewAtNextOverride(scope, state, governed.endedMs());
        renewEnds(scope, governed, state, rows);
        while (hasEnded(governed, Math.max(asOfMs, governed.endedMs()))) {
            closeEarliest(scope, governed, state);
        }
        judgeAll(scope, state, rows, asOfMs);
    }

    private void open(
            Scope scope, String key, SpendThreshold threshold, ScopeState state, SliceRows rows, long atMs, long cost) {
        long untilMs = state.spend().fallsBelowAtMs(threshold.window(), threshold.closeNanoUsd(), rows, layout, zone);
        String id = FindingIds.of(threshold.kind().wireName(), scope, key, atMs);
        Governed governed = state.governedOrNew();
        governed.openFindings()
                .add(new OpenFinding(
                        threshold.kind(), key, id, atMs, threshold.level(), CERTAIN_PERCENT, cost, untilMs));
        governed.makeSignalDue();
        reviewIfClimbing(governed, threshold.level(), atMs);
        Level level = told(scope, threshold.level(), atMs);
        outputs.finding(
                words.opened(id, scope, threshold, atMs, cost, state.spend().totals(), untilMs),
                level,
                level == Level.CLEAR ? Governed.NONE : untilMs);
        outputs.wakeAt(scope, governed.nextExpiryMs());
    }

    /**
     * Takes in that a session of the scope repeats itself: opens a finding with the first sign, prolongs it with each
     * further one. Only the repetition itself prolongs it.
     */
    public void afterRepeat(Scope scope, ScopeState state, String session, LoopSign sign) {
        LoopRule rule = policy.loop();
        if (rule == null) {
            return;
        }
        Governed governed = state.governedOrNew();
        String key = LoopFindings.key(sign.kind(), session);
        OpenFinding open = governed.openFinding(key);
        long untilMs = sign.atMs() + LOOP_DWELL_MS;
        if (open != null) {
            open.reached(sign.costNanoUsd());
            open.until(Math.max(open.untilMs(), untilMs));
            governed.makeSignalDue();
        } else if (governed.openFindings().size() < MOST_OPEN_FINDINGS) {
            open(scope, governed, session, key, sign, levelOf(rule, sign), untilMs);
        }
        outputs.wakeAt(scope, governed.nextExpiryMs());
    }

    private void open(
            Scope scope, Governed governed, String session, String key, LoopSign sign, Level level, long untilMs) {
        String id = FindingIds.of(sign.kind().wireName(), scope, key, sign.atMs());
        governed.openFindings()
                .add(new OpenFinding(
                        sign.kind(),
                        key,
                        id,
                        sign.atMs(),
                        level,
                        sign.confidencePercent(),
                        sign.costNanoUsd(),
                        untilMs));
        governed.makeSignalDue();
        Level asked = told(scope, level, sign.atMs());
        outputs.finding(
                LoopFindings.opened(id, scope, session, sign), asked, asked == Level.CLEAR ? Governed.NONE : untilMs);
    }

    /** What a person is told that follows. */
    private Level told(Scope scope, Level level, long atMs) {
        if (policy.exempts(scope) || overrides.exempts(scope, atMs)) {
            return Level.CLEAR;
        }
        return policy.throttling().shadow() && level.compareTo(Level.ADVISE) > 0 ? Level.ADVISE : level;
    }

    /** What is climbed to step by step goes on by itself, whenever the first step is told. */
    private void reviewIfClimbing(Governed governed, Level level, long atMs) {
        if (level.compareTo(Level.PACE) > 0) {
            governed.reviewBy(atMs + policy.throttling().dwellMs());
        }
    }

    /** Who waits is told and never slowed; who may be repeating himself is advised. */
    private static Level levelOf(LoopRule rule, LoopSign sign) {
        if (sign.kind() == FindingKind.POLLING) {
            return Level.CLEAR;
        }
        return sign.confidencePercent() >= LoopDetector.SURE_ENOUGH_TO_SLOW ? rule.level() : Level.ADVISE;
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
        while (hasEnded(governed, nowMs) || isForReview(governed, nowMs)) {
            if (governed.signalDue()) {
                signalIfDue(scope, state, rows, nowMs);
            }
            if (reviewsBeforeAnythingEnds(governed, nowMs)) {
                review(scope, governed, state, rows);
            } else if (hasEnded(governed, nowMs)) {
                closeEarliest(scope, governed, state);
            }
            signalIfDue(scope, state, rows, nowMs);
        }
        if (governed.tombstoneAtMs() != Governed.NONE && governed.tombstoneAtMs() <= nowMs) {
            outputs.tombstone(scope);
            governed.tombstoned();
        }
        if (governed.isSettled()) {
            state.forgetGoverned();
        } else if (governed.nextExpiryMs() != Governed.NONE) {
            outputs.wakeAt(scope, governed.nextExpiryMs());
        }
    }

    private static boolean hasEnded(Governed governed, long nowMs) {
        for (OpenFinding finding : governed.openFindings()) {
            if (finding.untilMs() <= nowMs) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForReview(Governed governed, long nowMs) {
        return governed.reviewAtMs() != Governed.NONE && governed.reviewAtMs() <= nowMs;
    }

    private static boolean reviewsBeforeAnythingEnds(Governed governed, long nowMs) {
        return isForReview(governed, nowMs)
                && (governed.openFindings().isEmpty()
                        || governed.reviewAtMs() < earliest(governed).untilMs());
    }

    /** A level has held its dwell, or an override ends: the scope is judged as of that instant. */
    private void review(Scope scope, Governed governed, ScopeState state, SliceRows rows) {
        long atMs = governed.reviewAtMs();
        governed.lookedAt(atMs);
        if (overrides.changesAt(scope, atMs)) {
            decided(
                    scope,
                    governed,
                    state,
                    rows,
                    Math.max(state.spend().clockMs(), Math.max(governed.settledMs(), atMs)));
        }
    }

    private static OpenFinding earliest(Governed governed) {
        OpenFinding earliest = governed.openFindings().get(0);
        for (OpenFinding finding : governed.openFindings()) {
            earliest = finding.untilMs() < earliest.untilMs() ? finding : earliest;
        }
        return earliest;
    }

    private void closeEarliest(Scope scope, Governed governed, ScopeState state) {
        OpenFinding earliest = earliest(governed);
        governed.end(earliest);
        outputs.finding(closed(scope, earliest, state), Level.CLEAR, Governed.NONE);
    }

    private Finding closed(Scope scope, OpenFinding ended, ScopeState state) {
        if (!ended.restsOnSpend()) {
            return LoopFindings.closed(
                    ended.findingId(),
                    ended.kind(),
                    scope,
                    ended.key(),
                    ended.openedAtMs(),
                    ended.untilMs(),
                    ended.mostNanoUsd());
        }
        SpendThreshold threshold = threshold(scope, ended.key());
        return words.closed(
                scope,
                threshold == null ? SpendThreshold.ofKey(ended.key(), scope, ended.level()) : threshold,
                ended,
                state.spend().totals());
    }

    /** Computes anew when each open finding ends; one whose rule is gone from the policy ends at once. */
    private void renewEnds(Scope scope, Governed governed, ScopeState state, SliceRows rows) {
        for (OpenFinding finding : governed.openFindings()) {
            if (finding.restsOnSpend()) {
                finding.until(endOfSpend(scope, finding, governed, state, rows));
            } else if (policy.loop() == null) {
                finding.until(Math.max(finding.openedAtMs(), state.spend().clockMs()));
            }
        }
    }

    private long endOfSpend(Scope scope, OpenFinding finding, Governed governed, ScopeState state, SliceRows rows) {
        SpendThreshold threshold = threshold(scope, finding.key());
        if (threshold == null) {
            return Math.max(governed.settledMs(), state.spend().clockMs());
        }
        long atMs = Math.max(governed.endedMs(), state.spend().clockMs());
        SpendThreshold raised = threshold.raisedBy(overrides.raisedNanoUsd(scope, atMs));
        long fallsMs = state.spend().fallsBelowAtMs(threshold.window(), raised.closeNanoUsd(), rows, layout, zone);
        return Math.max(fallsMs, finding.openedAtMs());
    }

    private @Nullable SpendThreshold threshold(Scope scope, String key) {
        for (SpendThreshold threshold : thresholdsByDimension.getOrDefault(scope.dimension(), List.of())) {
            if (threshold.key().equals(key) && threshold.match().matches(scope)) {
                return threshold;
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
        SignalComposer.Decision decided = composer.decide(scope, governed, state, streamTimeMs);
        Signal signal = decided.signal();
        if (signal == null) {
            governed.noSignalDue();
        } else {
            long tombstoneAtMs =
                    signal.level() == Level.CLEAR ? signal.validUntilMs() + TOMBSTONE_AFTER_MS : Governed.NONE;
            governed.signalled(signal, decided.asked(), decided.digest(), decided.holdsUntilMs(), tombstoneAtMs);
            outputs.signal(signal);
        }
        governed.reviewAt(composer.reviewAtMs(scope, governed, decided));
        if (governed.nextExpiryMs() != Governed.NONE) {
            outputs.wakeAt(scope, governed.nextExpiryMs());
        }
    }
}
