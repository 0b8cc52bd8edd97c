package io.flyball.core.govern;

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
        List<Governed.OpenBurn> burns = policy.exempts(scope) ? List.of() : governed.openBurns();
        if (burns.isEmpty()) {
            return governed.level() == Level.CLEAR ? null : clear(scope, governed, streamTimeMs);
        }
        List<Signal.Step> steps = steps(burns);
        Signal.Step strongest = steps.get(0);
        long untilMs = steps.get(steps.size() - 1).untilMs();
        boolean known = governed.level() == strongest.level() && governed.signalUntilMs() == untilMs;
        if (known) {
            return null;
        }
        List<String> findings =
                burns.stream().map(Governed.OpenBurn::findingId).sorted().toList();
        return new Signal(
                scope,
                nextSequence(governed, streamTimeMs),
                strongest.level(),
                Cause.VELOCITY,
                strongest.level() == Level.DOWNSHIFT || strongest.level() == Level.HOLD_NEW_TASKS
                        ? AppliesTo.NEW_TASK
                        : AppliesTo.NEXT_REQUEST,
                strongest.limits(),
                -1,
                text(scope, strongest, untilMs),
                findings,
                SURE,
                issuedAtMs(governed, burns, strongest.level(), clockMs),
                untilMs,
                policy.name(),
                steps);
    }

    /** A signal that raises or lowers the level is of the instant its finding opened; a renewal is of now. */
    private static long issuedAtMs(Governed governed, List<Governed.OpenBurn> burns, Level level, long clockMs) {
        if (governed.level() == level) {
            return Math.max(clockMs, governed.settledMs());
        }
        long newestMs = governed.settledMs();
        for (Governed.OpenBurn burn : burns) {
            newestMs = Math.max(newestMs, burn.openedAtMs());
        }
        return newestMs;
    }

    private Signal clear(Scope scope, Governed governed, long streamTimeMs) {
        long atMs = governed.settledMs();
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

    /** Strongest level first; a weaker one is a step only where it lasts longer than every stronger one. */
    private List<Signal.Step> steps(List<Governed.OpenBurn> burns) {
        List<Governed.OpenBurn> strongestFirst = new ArrayList<>(burns);
        strongestFirst.sort(Comparator.comparing(Governed.OpenBurn::level)
                .reversed()
                .thenComparing(
                        Comparator.comparingLong(Governed.OpenBurn::untilMs).reversed()));
        List<Signal.Step> steps = new ArrayList<>();
        long untilMs = Governed.NONE;
        for (Governed.OpenBurn burn : strongestFirst) {
            if (burn.untilMs() > untilMs) {
                untilMs = burn.untilMs();
                steps.add(new Signal.Step(burn.level(), policy.limits(burn.level()), untilMs));
            }
        }
        return steps;
    }

    private static String text(Scope scope, Signal.Step step, long untilMs) {
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
        return scope + " spends too fast: " + asks + ", until " + Instant.ofEpochMilli(untilMs)
                + " if nothing more is spent.";
    }
}
