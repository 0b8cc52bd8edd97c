package io.flyball.app.backtest;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * One figure of each policy, to stand in a line of the table.
 *
 * @param shown how a figure is written
 */
record Compared(String name, List<Long> figures, LongFunction<String> shown) {

    /** The figures worth a line: what fired by kind, who was slowed, for how long, what that could have saved. */
    static List<Compared> of(List<PolicyOutcome> outcomes) {
        List<Compared> lines = new ArrayList<>();
        for (FindingKind kind : FindingKind.values()) {
            addIfAny(lines, "found " + kind.wireName(), outcomes, o -> findings(o, kind), Compared::count);
        }
        for (Level level : Level.values()) {
            String at = " at " + level.wireName();
            addIfAny(lines, "scopes" + at, outcomes, o -> o.held(level).scopes(), Compared::count);
            addIfAny(lines, "time" + at, outcomes, o -> o.held(level).heldMs(), Compared::length);
            addIfAny(lines, "spent" + at, outcomes, o -> o.held(level).atMostNanoUsd(), NanoUsd::toDisplayString);
        }
        lines.add(of("scopes slowed", outcomes, o -> o.slowedScopes().size(), Compared::count));
        lines.add(of("saved at most", outcomes, PolicyOutcome::savedAtMostNanoUsd, NanoUsd::toDisplayString));
        return lines;
    }

    /** How many findings of a kind a policy had. */
    static long findings(PolicyOutcome outcome, FindingKind kind) {
        PolicyOutcome.Fired fired = outcome.fired().get(kind);
        return fired == null ? 0 : fired.findings();
    }

    private static void addIfAny(
            List<Compared> lines,
            String name,
            List<PolicyOutcome> outcomes,
            ToLongFunction<PolicyOutcome> figure,
            LongFunction<String> shown) {
        Compared line = of(name, outcomes, figure, shown);
        if (line.figures.stream().anyMatch(n -> n != 0)) {
            lines.add(line);
        }
    }

    private static Compared of(
            String name,
            List<PolicyOutcome> outcomes,
            ToLongFunction<PolicyOutcome> figure,
            LongFunction<String> shown) {
        return new Compared(name, outcomes.stream().map(figure::applyAsLong).toList(), shown);
    }

    /** The figure of one policy as it is shown. */
    String shown(int policy) {
        return shown.apply(figures.get(policy));
    }

    /** How much more the second has than the first, with its sign; "=" where they are equal. */
    String difference() {
        long more = figures.get(1) - figures.get(0);
        if (more == 0) {
            return "=";
        }
        return (more > 0 ? "+" : "-") + shown.apply(Math.abs(more));
    }

    private static String count(long n) {
        return String.format(java.util.Locale.ROOT, "%,d", n);
    }

    /** A length of time in its two greatest units: {@code 3 d 4 h}, {@code 12 min}. */
    static String length(long ms) {
        long minutes = Math.round(ms / 60_000.0);
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours < 48 ? hours + " h " + minutes % 60 + " min" : hours / 24 + " d " + hours % 24 + " h";
    }
}
