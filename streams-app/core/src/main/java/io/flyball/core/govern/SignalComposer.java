package io.flyball.core.govern;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what signal a scope's open findings ask for. */
final class SignalComposer {
    private static final int SURE = 100;

    private final Policy policy;
    private final Overrides overrides;

    SignalComposer(Policy policy, Overrides overrides) {
        this.policy = policy;
        this.overrides = overrides;
    }

    /**
     * What follows for a scope now.
     *
     * @param signal to be given, or null where the latest one says it already
     * @param asked the level the scope is at
     * @param demanded the level its findings ask for
     * @param digest stands for what the signal asks for
     * @param atMs the instant it is of, epoch ms
     * @param holdsUntilMs until when the level may not fall
     */
    record Decision(@Nullable Signal signal, Level asked, Level demanded, int digest, long atMs, long holdsUntilMs) {}

    /** A finding and the level it asks for now. */
    private record Ask(OpenFinding finding, Level level) {
        long untilMs() {
            return finding.untilMs();
        }
    }

    /** What follows from the scope's open findings. */
    Decision decide(Scope scope, Governed governed, ScopeState state, long streamTimeMs) {
        long clockMs = state.spend().clockMs();
        long atMs = Math.max(clockMs, governed.endedMs());
        List<Ask> asks = asks(scope, governed, atMs);
        Level demanded = asks.isEmpty() ? Level.CLEAR : asks.get(0).level();
        long dwellMs = policy.throttling().dwellMs();
        Level level = Stairs.levelAt(governed, demanded, atOnce(asks), atMs, dwellMs);
        long nextSequence = Math.max(governed.sequence() + 1, streamTimeMs);
        if (level == Level.CLEAR) {
            Signal signal = governed.level() == Level.CLEAR ? null : clear(scope, governed, nextSequence);
            return new Decision(signal, level, demanded, 0, atMs, Governed.NONE);
        }
        if (level.compareTo(demanded) > 0) {
            return new Decision(null, level, demanded, governed.saidDigest(), atMs, governed.heldUntilMs());
        }
        long issuedMs = issuedAtMs(governed, asks, level, atMs);
        TaskSizes sizes = state.taskSizes();
        List<Signal.Step> steps = steps(asks, level, Governed.NONE, issuedMs - clockMs);
        int digest = digest(steps, TaskSafety.taskAllowance(level, sizes));
        if (governed.askedLevel() == level && governed.saidDigest() == digest) {
            return new Decision(null, level, demanded, digest, atMs, governed.heldUntilMs());
        }
        long holdsUntilMs = issuedMs + dwellMs;
        steps = steps(asks, level, holdsUntilMs, issuedMs - clockMs);
        Signal signal = signal(scope, nextSequence, asks, steps, issuedMs, sizes);
        return new Decision(signal, level, demanded, digest, atMs, holdsUntilMs);
    }

    /** When the scope's level is to be looked at again though nothing is spent, or {@link Governed#NONE}. */
    long reviewAtMs(Scope scope, Governed governed, Decision decided) {
        long movesMs = Stairs.movesAtMs(
                governed, decided.demanded(), policy.throttling().dwellMs());
        long overrideMs = overrides.nextChangeMs(scope, decided.atMs());
        return movesMs == Governed.NONE || overrideMs == Governed.NONE
                ? Math.max(movesMs, overrideMs)
                : Math.min(movesMs, overrideMs);
    }

    /** A signal that raises or lowers the level is of the instant its finding opened; a renewal is of now. */
    private static long issuedAtMs(Governed governed, List<Ask> asks, Level level, long atMs) {
        if (governed.askedLevel() == level) {
            return atMs;
        }
        long newestMs = Math.max(governed.endedMs(), governed.askedSinceMs());
        for (Ask ask : asks) {
            newestMs = Math.max(newestMs, ask.finding().openedAtMs());
        }
        return newestMs;
    }

    private Signal signal(
            Scope scope,
            long sequence,
            List<Ask> asks,
            List<Signal.Step> steps,
            long issuedMs,
            @Nullable TaskSizes sizes) {
        OpenFinding leading = asks.get(0).finding();
        Signal.Step strongest = steps.get(0);
        Level level = strongest.level();
        long untilMs = steps.get(steps.size() - 1).untilMs();
        long allowance = TaskSafety.taskAllowance(level, sizes);
        boolean shadowed = policy.throttling().shadow() && level.compareTo(Level.ADVISE) > 0;
        Signal.Step asked = shadowed ? new Signal.Step(Level.ADVISE, Limits.NONE, untilMs) : strongest;
        return new Signal(
                scope,
                sequence,
                asked.level(),
                SignalWords.cause(leading),
                asked.level().compareTo(Level.DOWNSHIFT) < 0 ? AppliesTo.NEXT_REQUEST : AppliesTo.NEW_TASK,
                asked.limits(),
                shadowed ? -1 : allowance,
                SignalWords.text(scope, leading, strongest, untilMs, shadowed),
                asks.stream().map(ask -> ask.finding().findingId()).sorted().toList(),
                leading.confidencePercent(),
                issuedMs,
                untilMs,
                policy.name(),
                shadowed ? List.of(asked) : steps,
                shadowed ? new Signal.Shadow(level, strongest.limits(), allowance) : null);
    }

    private Signal clear(Scope scope, Governed governed, long sequence) {
        long atMs = Math.max(governed.endedMs(), governed.askedSinceMs());
        return new Signal(
                scope,
                sequence,
                Level.CLEAR,
                Cause.VELOCITY,
                AppliesTo.NEXT_REQUEST,
                Limits.NONE,
                -1,
                scope + " is back within its limits: nothing is slowed any more.",
                List.of(),
                SURE,
                atMs,
                atMs,
                policy.name(),
                List.of());
    }

    /** What asks for something: nothing does where the scope is exempt, or a finding is told and no more. */
    private List<Ask> asks(Scope scope, Governed governed, long atMs) {
        if (policy.exempts(scope) || overrides.exempts(scope, atMs)) {
            return List.of();
        }
        boolean approved = overrides.approves(scope, atMs);
        List<Ask> asks = new ArrayList<>();
        for (OpenFinding finding : governed.openFindings()) {
            Level level = finding.level();
            if (level != Level.CLEAR) {
                asks.add(new Ask(finding, relaxed(finding, approved)));
            }
        }
        asks.sort(Comparator.comparing(Ask::level)
                .reversed()
                .thenComparing(Comparator.comparingLong(Ask::untilMs).reversed()));
        return asks;
    }

    /** An approval lifts the hold; and a silent source leaves nobody slowed, for nothing shows that it goes on. */
    private Level relaxed(OpenFinding finding, boolean approved) {
        Level level = finding.level();
        if (level.compareTo(Level.ADVISE) > 0 && overrides.isSilent(finding.reporter())) {
            return Level.ADVISE;
        }
        return approved && level == Level.HOLD_NEW_TASKS ? Level.DOWNSHIFT : level;
    }

    private static Level atOnce(List<Ask> strongestFirst) {
        for (Ask ask : strongestFirst) {
            if (ask.finding().kind() == FindingKind.LOOP) {
                return ask.level();
            }
        }
        return Level.CLEAR;
    }

    /** One step a level, none above {@code most}; a weaker one only where it lasts longer than every stronger one. */
    private List<Signal.Step> steps(List<Ask> strongestFirst, Level most, long leastUntilMs, long sinceNewestCallMs) {
        List<Signal.Step> steps = new ArrayList<>();
        long untilMs = Governed.NONE;
        for (Ask ask : strongestFirst) {
            Level level = ask.level().compareTo(most) > 0 ? most : ask.level();
            long endMs = level == most ? Math.max(ask.untilMs(), leastUntilMs) : ask.untilMs();
            if (endMs > untilMs) {
                untilMs = endMs;
                Signal.Step step =
                        new Signal.Step(level, TaskSafety.bounded(policy.limits(level), sinceNewestCallMs), untilMs);
                int last = steps.size() - 1;
                if (last >= 0 && steps.get(last).level() == level) {
                    steps.set(last, step);
                } else {
                    steps.add(step);
                }
            }
        }
        return steps;
    }

    /** Equal for equal steps, in every process. */
    private int digest(List<Signal.Step> steps, long taskAllowance) {
        int digest = 31 * Long.hashCode(taskAllowance) + (policy.throttling().shadow() ? 1 : 0);
        for (Signal.Step step : steps) {
            Limits limits = step.limits();
            digest = 31 * digest + step.level().ordinal();
            digest = 31 * digest + Long.hashCode(step.untilMs());
            digest = 31 * digest + Long.hashCode(limits.maxRequestsPerMinute());
            digest = 31 * digest + Long.hashCode(limits.maxTokensPerMinute());
            digest = 31 * digest + Long.hashCode(limits.maxConcurrency());
            digest = 31 * digest + Long.hashCode(limits.delayMs());
            digest = 31 * digest + limits.modelOverride().hashCode();
            digest = 31 * digest + Long.hashCode(limits.maxOutputTokens());
        }
        return digest;
    }
}
