package io.flyball.core.govern;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingIds;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.PaceForecast;
import io.flyball.core.detect.Sighting;
import io.flyball.core.detect.spike.SpikeBaseline;
import io.flyball.core.detect.spike.SpikeFindings;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.SliceRows;
import io.flyball.core.spend.Window;
import java.util.List;

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

    /** No scope has more findings open; the next one waits until one of them is over. */
    private static final int MOST_OPEN_FINDINGS = 32;

    private static final int CERTAIN_PERCENT = 100;
    /** No source in particular. */
    private static final String NOBODY = "";

    private final Policy policy;
    private final Overrides overrides;
    private final CalendarZone zone;
    private final RowLayout layout;
    private final GovernorOutputs outputs;
    private final SignalComposer composer;
    private final Forecasts forecasts;
    private final SpendWords words;
    private final SpendThresholds thresholds;
    private final SpendEnds ends;

    /** @param overrides as they are when something is judged: they may change meanwhile */
    public Governor(Policy policy, Overrides overrides, CalendarZone zone, RowLayout layout, GovernorOutputs outputs) {
        this.policy = policy;
        this.overrides = overrides;
        this.zone = zone;
        this.layout = layout;
        this.outputs = outputs;
        this.composer = new SignalComposer(policy, overrides);
        this.words = new SpendWords(zone);
        this.forecasts = new Forecasts(policy, overrides, zone);
        this.thresholds = new SpendThresholds(policy, overrides);
        this.ends = new SpendEnds(thresholds, words, zone, layout);
    }

    /**
     * A scope that is judged.
     *
     * @param asOfMs the instant its windows are of, epoch ms
     * @param reporter the source of the call that was added; empty where several may have part in it, or none
     */
    private record Case(Scope scope, ScopeState state, SliceRows rows, long asOfMs, String reporter) {}

    /** Judges a scope right after spend was added to it, of which several sources may have part. */
    public void afterSpend(Scope scope, ScopeState state, SliceRows rows) {
        afterSpend(scope, state, rows, NOBODY);
    }

    /**
     * Judges a scope right after a call was added to it.
     *
     * @param reporter the call's source
     */
    public void afterSpend(Scope scope, ScopeState state, SliceRows rows, String reporter) {
        Governed governed = state.governed();
        ScopeSpend spend = state.spend();
        long asOfMs = governed == null ? spend.clockMs() : Math.max(spend.clockMs(), governed.settledMs());
        reviewAtNextOverride(scope, state, asOfMs);
        Case judged = new Case(scope, state, rows, asOfMs, reporter);
        judgeAll(judged);
        for (PaceForecast forecast : forecasts.of(scope, state, asOfMs)) {
            sighted(scope, state, forecast, reporter);
        }
        for (SpikeRule rule : policy.spikes()) {
            if (rule.match().matches(scope)) {
                judge(judged, rule);
            }
        }
    }

    private void judgeAll(Case judged) {
        thresholds.forEachOf(judged.scope(), threshold -> judge(judged, threshold));
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

    private void judge(Case judged, SpikeRule rule) {
        ScopeSpend spend = judged.state().spend();
        long cost = costIn(Window.ROLLING_24H, judged);
        Governed governed = judged.state().governed();
        OpenFinding open = governed == null ? null : governed.openFinding(FindingKind.SPIKE);
        if (open != null && governed != null) {
            open.reached(cost);
            governed.makeSignalDue();
        } else if (cost >= rule.floorNanoUsd()) {
            SpikeBaseline baseline = SpikeBaseline.of(
                    spend.earlierCostsNanoUsd(Window.ROLLING_24H, SpikeBaseline.DAYS, judged.rows(), layout));
            if (cost >= baseline.thresholdNanoUsd()) {
                long amount = Math.max(rule.floorNanoUsd(), baseline.thresholdNanoUsd());
                SpendThreshold spike = SpendThreshold.ofSpike(rule, amount);
                open(
                        judged,
                        spike.key(),
                        spike,
                        cost,
                        (id, untilMs) -> SpikeFindings.opened(
                                id, judged.scope(), baseline, amount, judged.asOfMs(), cost, untilMs));
            }
        }
    }

    private void judge(Case judged, SpendThreshold rule) {
        long cost = costIn(rule.window(), judged);
        Governed governed = judged.state().governed();
        OpenFinding open = governed == null ? null : governed.openFinding(rule.key());
        if (open != null && governed != null) {
            boolean doubled = rule.doubles(open.mostNanoUsd(), cost);
            open.reached(cost);
            governed.makeSignalDue();
            if (doubled) {
                tellGrown(judged, rule, open, cost);
            }
            return;
        }
        long nowMs = governed == null ? judged.asOfMs() : Math.max(judged.asOfMs(), governed.endedMs());
        SpendThreshold raised = thresholds.inForce(rule, judged.scope(), nowMs);
        if (cost >= raised.openNanoUsd()) {
            Measures totals = judged.state().spend().totals();
            open(
                    judged,
                    rule.key(),
                    raised,
                    cost,
                    (id, untilMs) -> words.opened(id, judged.scope(), raised, judged.asOfMs(), cost, totals, untilMs));
        }
    }

    private void tellGrown(Case judged, SpendThreshold rule, OpenFinding open, long cost) {
        Scope scope = judged.scope();
        ScopeState state = judged.state();
        open.until(ends.endMs(scope, open, state, judged.rows()));
        SpendThreshold holds = thresholds.inForce(rule, scope, judged.asOfMs());
        Measures totals = state.spend().totals();
        Finding grown = words.opened(open.findingId(), scope, holds, judged.asOfMs(), cost, totals, open.untilMs());
        tell(scope, open, grown.openedAt(open.openedAtMs()));
    }

    private long costIn(Window window, Case judged) {
        return judged.state().spend().windowCostAt(window, judged.asOfMs(), judged.rows(), layout, zone);
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
        for (OpenFinding open : List.copyOf(governed.openFindings())) {
            if (ends.isLifted(scope, open, state, rows, asOfMs)) {
                open.until(Math.max(open.openedAtMs(), asOfMs));
                close(governed, open, ends.lifted(scope, open, state));
            }
        }
        while (governed.hasEnded(Math.max(asOfMs, governed.endedMs()))) {
            closeEarliest(scope, governed, state);
        }
        judgeAll(new Case(scope, state, rows, asOfMs, NOBODY));
    }

    private void close(Governed governed, OpenFinding ended, Finding closed) {
        governed.end(ended);
        outputs.finding(closed, Level.CLEAR, Governed.NONE);
    }

    /** The finding that opens, in its words. */
    private interface Opening {
        Finding finding(String id, long untilMs);
    }

    private void open(Case judged, String key, SpendThreshold threshold, long cost, Opening opening) {
        ScopeState state = judged.state();
        long untilMs =
                state.spend().fallsBelowAtMs(threshold.window(), threshold.closeNanoUsd(), judged.rows(), layout, zone);
        String id = FindingIds.of(threshold.kind().wireName(), judged.scope(), key, judged.asOfMs());
        OpenFinding open = new OpenFinding(
                threshold.kind(),
                key,
                id,
                judged.asOfMs(),
                threshold.level(),
                CERTAIN_PERCENT,
                cost,
                untilMs,
                judged.reporter());
        open(judged.scope(), state.governedOrNew(), open, opening.finding(id, untilMs));
    }

    private void open(Scope scope, Governed governed, OpenFinding open, Finding finding) {
        governed.openFindings().add(open);
        governed.makeSignalDue();
        if (open.level().compareTo(Level.PACE) > 0) {
            // What is climbed to step by step goes on by itself, whenever the first step is told.
            governed.reviewBy(open.openedAtMs() + policy.throttling().dwellMs());
        }
        tell(scope, open, finding);
        outputs.wakeAt(scope, governed.nextExpiryMs());
    }

    /** With what follows for the person. */
    private void tell(Scope scope, OpenFinding open, Finding finding) {
        boolean exempt = policy.exempts(scope) || overrides.exempts(scope, open.openedAtMs());
        boolean shadow = policy.throttling().shadow() && open.level().compareTo(Level.ADVISE) > 0;
        Level level = exempt ? Level.CLEAR : shadow ? Level.ADVISE : open.level();
        outputs.finding(finding, level, level == Level.CLEAR ? Governed.NONE : open.untilMs());
    }

    /** Takes in what a detector saw of a scope of which several sources may have part. */
    public void sighted(Scope scope, ScopeState state, Sighting sighting) {
        sighted(scope, state, sighting, NOBODY);
    }

    /**
     * Takes in what a detector saw: opens a finding with the first sighting of its key, prolongs it with each further
     * one. Only what is seen again prolongs it.
     *
     * @param reporter the source of the call that shows it
     */
    public void sighted(Scope scope, ScopeState state, Sighting sighting, String reporter) {
        if (!policy.looksFor(sighting.kind(), scope)) {
            return;
        }
        Governed governed = state.governedOrNew();
        OpenFinding open = governed.openFinding(sighting.key());
        long untilMs = sighting.atMs() + FindingDwell.afterLastSeenMs(sighting.kind());
        if (open != null) {
            open.reached(sighting.costNanoUsd());
            open.until(Math.max(open.untilMs(), untilMs));
            governed.makeSignalDue();
            outputs.wakeAt(scope, governed.nextExpiryMs());
        } else if (governed.openFindings().size() < MOST_OPEN_FINDINGS) {
            String id = FindingIds.of(sighting.kind().wireName(), scope, sighting.key(), sighting.atMs());
            open = new OpenFinding(
                    sighting.kind(),
                    sighting.key(),
                    id,
                    sighting.atMs(),
                    policy.levelOf(sighting),
                    sighting.confidencePercent(),
                    sighting.costNanoUsd(),
                    untilMs,
                    reporter);
            open(scope, governed, open, sighting.opened(id, scope));
        }
    }

    /** What was seen is over at that instant; nothing happens where no such finding is open. */
    public void over(Scope scope, ScopeState state, FindingKind kind, long atMs) {
        Governed governed = state.governed();
        OpenFinding open = governed == null ? null : governed.openFinding(kind);
        if (open != null) {
            open.until(Math.max(atMs, open.openedAtMs()));
            outputs.wakeAt(scope, open.untilMs());
        }
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
        while (governed.hasEnded(nowMs) || governed.isForReview(nowMs)) {
            if (governed.signalDue()) {
                signalIfDue(scope, state, rows, nowMs);
            }
            if (governed.isForReviewFirst(nowMs)) {
                review(scope, governed, state, rows);
            } else if (governed.hasEnded(nowMs)) {
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

    /** A level has held its dwell, or an override ends: the scope is judged as of that instant. */
    private void review(Scope scope, Governed governed, ScopeState state, SliceRows rows) {
        long atMs = governed.reviewAtMs();
        governed.lookedAt(atMs);
        if (overrides.changesAt(scope, atMs)) {
            long asOfMs = Math.max(state.spend().clockMs(), Math.max(governed.settledMs(), atMs));
            decided(scope, governed, state, rows, asOfMs);
        }
    }

    private void closeEarliest(Scope scope, Governed governed, ScopeState state) {
        OpenFinding earliest = governed.earliestEnding();
        if (earliest == null) {
            throw new IllegalStateException("Expected an open finding of " + scope + " to close, but there is none");
        }
        boolean spend = earliest.restsOnSpend();
        close(governed, earliest, spend ? ends.closed(scope, earliest, state) : ClosingWords.closed(scope, earliest));
    }

    /** Computes anew when each open finding ends; one whose rule is gone from the policy ends at once. */
    private void renewEnds(Scope scope, Governed governed, ScopeState state, SliceRows rows) {
        for (OpenFinding finding : governed.openFindings()) {
            if (finding.restsOnSpend()) {
                finding.until(ends.endMs(scope, finding, state, rows));
            } else if (!policy.looksFor(finding.kind(), scope)) {
                finding.until(Math.max(finding.openedAtMs(), state.spend().clockMs()));
            }
        }
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
            // Counted from when it was given, where that was later than what it says: with the scope its sequence is
            // forgotten, and the next one must be greater all the same.
            long tombstoneAtMs = signal.level() == Level.CLEAR
                    ? Math.max(signal.validUntilMs(), signal.sequence()) + TOMBSTONE_AFTER_MS
                    : Governed.NONE;
            governed.signalled(signal, decided.asked(), decided.digest(), decided.holdsUntilMs(), tombstoneAtMs);
            outputs.signal(signal);
        }
        governed.reviewAt(composer.reviewAtMs(scope, governed, decided));
        if (governed.nextExpiryMs() != Governed.NONE) {
            outputs.wakeAt(scope, governed.nextExpiryMs());
        }
    }
}
