package io.flyball.core.govern;

import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what signal a scope's open findings ask for. */
final class SignalComposer {
    private static final int SURE = 100;

    private final Policy policy;

    SignalComposer(Policy policy) {
        this.policy = policy;
    }

    /** The signal to give, or null where the latest one says it already. */
    @Nullable
    Signal compose(Scope scope, Governed governed, long clockMs, long streamTimeMs) {
        List<OpenFinding> slowing = slowing(scope, governed);
        if (slowing.isEmpty()) {
            return governed.level() == Level.CLEAR ? null : clear(scope, governed, streamTimeMs);
        }
        List<Signal.Step> steps = steps(slowing);
        Signal.Step strongest = steps.get(0);
        OpenFinding leading = slowing.get(0);
        long untilMs = steps.get(steps.size() - 1).untilMs();
        boolean known = governed.level() == strongest.level() && governed.signalUntilMs() == untilMs;
        if (known) {
            return null;
        }
        List<String> findings =
                slowing.stream().map(OpenFinding::findingId).sorted().toList();
        return new Signal(
                scope,
                nextSequence(governed, streamTimeMs),
                strongest.level(),
                cause(leading),
                strongest.level() == Level.DOWNSHIFT || strongest.level() == Level.HOLD_NEW_TASKS
                        ? AppliesTo.NEW_TASK
                        : AppliesTo.NEXT_REQUEST,
                strongest.limits(),
                -1,
                text(scope, leading, strongest, untilMs),
                findings,
                leading.confidencePercent(),
                issuedAtMs(governed, slowing, strongest.level(), clockMs),
                untilMs,
                policy.name(),
                steps);
    }

    /** A signal that raises or lowers the level is of the instant its finding opened; a renewal is of now. */
    private static long issuedAtMs(Governed governed, List<OpenFinding> slowing, Level level, long clockMs) {
        if (governed.level() == level) {
            return Math.max(clockMs, governed.endedMs());
        }
        long newestMs = governed.endedMs();
        for (OpenFinding finding : slowing) {
            newestMs = Math.max(newestMs, finding.openedAtMs());
        }
        return newestMs;
    }

    private Signal clear(Scope scope, Governed governed, long streamTimeMs) {
        long atMs = governed.endedMs();
        return new Signal(
                scope,
                nextSequence(governed, streamTimeMs),
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

    private static long nextSequence(Governed governed, long streamTimeMs) {
        return Math.max(governed.sequence() + 1, streamTimeMs);
    }

    /** What asks for something: nothing does where the scope is exempt, or a finding is told and no more. */
    private List<OpenFinding> slowing(Scope scope, Governed governed) {
        if (policy.exempts(scope)) {
            return List.of();
        }
        List<OpenFinding> slowing = new ArrayList<>();
        for (OpenFinding finding : governed.openFindings()) {
            if (finding.level() != Level.CLEAR) {
                slowing.add(finding);
            }
        }
        slowing.sort(Comparator.comparing(OpenFinding::level)
                .reversed()
                .thenComparing(Comparator.comparingLong(OpenFinding::untilMs).reversed()));
        return slowing;
    }

    private static Cause cause(OpenFinding leading) {
        switch (leading.kind()) {
            case LOOP:
                return Cause.LOOP;
            case PACE:
                return Cause.ALLOWANCE;
            default:
                return Cause.VELOCITY;
        }
    }

    /** One step a level; a weaker one only where it lasts longer than every stronger one. */
    private List<Signal.Step> steps(List<OpenFinding> strongestFirst) {
        List<Signal.Step> steps = new ArrayList<>();
        long untilMs = Governed.NONE;
        for (OpenFinding finding : strongestFirst) {
            if (finding.untilMs() > untilMs) {
                untilMs = finding.untilMs();
                steps.add(new Signal.Step(finding.level(), policy.limits(finding.level()), untilMs));
            }
        }
        return steps;
    }

    private static String text(Scope scope, OpenFinding leading, Signal.Step step, long untilMs) {
        String asks;
        switch (step.level()) {
            case ADVISE:
                asks = "nothing is slowed, but please look at what runs";
                break;
            case PACE:
                asks = step.limits().maxRequestsPerMinute() > 0
                        ? "requests are paced to " + step.limits().maxRequestsPerMinute() + " a minute per session"
                        : "requests are paced";
                break;
            case DOWNSHIFT:
                asks = step.limits().modelOverride().isEmpty()
                        ? "new tasks should use a cheaper model"
                        : "new tasks get " + step.limits().modelOverride();
                break;
            default:
                asks = "new tasks wait for an approval; running tasks finish";
        }
        return scope + why(leading) + asks + ", until " + Instant.ofEpochMilli(untilMs) + unless(leading);
    }

    private static String why(OpenFinding leading) {
        switch (leading.kind()) {
            case LOOP:
                return " has an agent that repeats itself: ";
            case PACE:
                return " comes to the end of its budget: ";
            default:
                return " spends too fast: ";
        }
    }

    private static String unless(OpenFinding leading) {
        switch (leading.kind()) {
            case LOOP:
                return " if it stops.";
            case PACE:
                return " unless it gets more.";
            default:
                return " if nothing more is spent.";
        }
    }
}
