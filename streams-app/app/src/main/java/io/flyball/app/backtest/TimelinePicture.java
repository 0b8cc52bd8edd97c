package io.flyball.app.backtest;

import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Slice;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A timeline: a lane a scope with its spend as bars, and below them a strip a policy with its findings as flags over
 * bands of the levels that held. Scopes that were slowed come first, each group by when the first thing happened.
 */
final class TimelinePicture {
    private static final int WIDTH = 1200;
    private static final int LEFT = 280;
    private static final int PLOT = 840;
    private static final int TOP = 104;
    private static final int BARS = 58;
    private static final int STRIP = 34;
    private static final int GAP = 26;
    private static final int FOOT = 62;
    private static final int MOST_LANES = 8;

    private static final String INK = "#1f2937";
    private static final String FAINT = "#6b7280";
    private static final String GRID = "#e5e7eb";
    private static final String BAR = "#94a3b8";

    private final List<PolicyOutcome> outcomes;
    private final ZoneId zone;
    private final List<Scope> lanes;
    private final int scopesInAll;
    private final TimeAxis axis;

    TimelinePicture(List<PolicyOutcome> outcomes) {
        this.outcomes = outcomes;
        this.zone = outcomes.get(0).policy().zone();
        List<Scope> scopes = scopes(outcomes);
        this.scopesInAll = scopes.size();
        this.lanes = scopes.subList(0, Math.min(MOST_LANES, scopes.size()));
        long endMs = outcomes.get(0).report().asOfMs();
        long startMs = lanes.stream()
                .map(scope -> spendOf(scope))
                .filter(hours -> !hours.isEmpty())
                .mapToLong(hours -> hours.firstKey() * Slice.HOUR.lengthMs())
                .min()
                .orElse(Math.max(0, endMs));
        this.axis = new TimeAxis(startMs, Math.max(startMs, endMs), LEFT, PLOT, zone);
    }

    private static List<Scope> scopes(List<PolicyOutcome> outcomes) {
        Map<Scope, Long> firstMs = new HashMap<>();
        Set<Scope> slowed = new java.util.HashSet<>();
        for (PolicyOutcome outcome : outcomes) {
            outcome.report().findings().forEach(f -> firstMs.merge(f.scope(), f.openedAtMs(), Math::min));
            outcome.throttles().forEach(t -> firstMs.merge(t.scope(), t.fromMs(), Math::min));
            slowed.addAll(outcome.slowedScopes());
        }
        List<Scope> scopes = new ArrayList<>(firstMs.keySet());
        scopes.sort(Comparator.comparing((Scope scope) -> !slowed.contains(scope))
                .thenComparing(firstMs::get)
                .thenComparing(Scope::toString));
        return scopes;
    }

    private TreeMap<Long, Long> spendOf(Scope scope) {
        for (PolicyOutcome outcome : outcomes) {
            TreeMap<Long, Long> hours = outcome.spend().nanoUsdByHour(scope);
            if (!hours.isEmpty()) {
                return hours;
            }
        }
        return new TreeMap<>();
    }

    String svg() {
        int laneHeight = BARS + outcomes.size() * STRIP + GAP;
        int bottom = TOP + Math.max(1, lanes.size()) * laneHeight;
        Svg svg = new Svg(WIDTH, bottom + FOOT, title());
        head(svg);
        grid(svg, bottom - GAP);
        if (lanes.isEmpty()) {
            svg.text(LEFT, TOP + BARS / 2, 14, FAINT, Svg.Anchor.START, false, "Nothing would have been found.");
        }
        for (int i = 0; i < lanes.size(); i++) {
            lane(svg, lanes.get(i), TOP + i * laneHeight);
        }
        legend(svg, bottom + 26);
        return svg.end();
    }

    private String title() {
        String first = outcomes.get(0).label();
        return outcomes.size() == 1
                ? "What policy " + first + " would have done"
                : "What policy " + first + " would have done, and policy "
                        + outcomes.get(1).label();
    }

    private void head(Svg svg) {
        svg.text(24, 34, 20, INK, Svg.Anchor.START, true, title());
        PolicyOutcome first = outcomes.get(0);
        DateTimeFormatter day =
                DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH).withZone(zone);
        String input = String.format(
                Locale.ROOT,
                "%,d calls, %s, up to %s (%s); bars: spend per %s%s",
                first.report().ledger().get(Count.ADMITTED),
                NanoUsd.toDisplayString(first.report().total().costNanoUsd()),
                day.format(Instant.ofEpochMilli(Math.max(0, first.report().asOfMs()))),
                zone,
                axis.hoursPerBar() == 1 ? "hour" : axis.hoursPerBar() + " hours",
                scopesInAll > lanes.size() ? "; " + lanes.size() + " of " + scopesInAll + " scopes" : "");
        svg.text(24, 54, 12, FAINT, Svg.Anchor.START, false, input);
        int y = 70;
        for (PolicyOutcome outcome : outcomes) {
            svg.text(24, y, 12, INK, Svg.Anchor.START, false, summary(outcome));
            y += 16;
        }
    }

    private static String summary(PolicyOutcome outcome) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %s slowed for %s, %s spent meanwhile: the most it could have saved",
                outcome.label(),
                counted(outcome.report().findings().size(), "finding"),
                counted(outcome.slowedScopes().size(), "scope"),
                Compared.length(outcome.slowedMs()),
                NanoUsd.toDisplayString(outcome.savedAtMostNanoUsd()));
    }

    private static String counted(int n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }

    private void grid(Svg svg, int bottom) {
        for (TimeAxis.Tick tick : axis.ticks()) {
            svg.line(tick.x(), TOP - 6, tick.x(), bottom, GRID);
            svg.text(tick.x(), bottom + 14, 11, FAINT, Svg.Anchor.MIDDLE, false, tick.label());
        }
    }

    private void lane(Svg svg, Scope scope, int top) {
        TreeMap<Long, Long> bars = new TreeMap<>();
        spendOf(scope).forEach((hour, nanoUsd) -> bars.merge(axis.barOf(hour), nanoUsd, Long::sum));
        long most = bars.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long total = bars.values().stream().mapToLong(Long::longValue).sum();
        svg.text(24, top + 16, 13, INK, Svg.Anchor.START, true, BacktestTable.shortened(scope.toString(), 34));
        svg.text(24, top + 33, 11, FAINT, Svg.Anchor.START, false, NanoUsd.toDisplayString(total) + " in all");
        svg.text(axis.right() + 8, top + 10, 10, FAINT, Svg.Anchor.START, false, NanoUsd.toDisplayString(most));
        svg.text(axis.right() + 8, top + BARS, 10, FAINT, Svg.Anchor.START, false, "$0");
        bars.forEach((hour, nanoUsd) -> bar(svg, hour, nanoUsd, most, top));
        svg.line(axis.left(), top + BARS, axis.right(), top + BARS, FAINT);
        for (int i = 0; i < outcomes.size(); i++) {
            strip(svg, outcomes.get(i), scope, top + BARS + 4 + i * STRIP);
        }
    }

    private void bar(Svg svg, long hour, long nanoUsd, long most, int top) {
        if (nanoUsd <= 0 || most <= 0) {
            return;
        }
        int x = axis.x(hour * Slice.HOUR.lengthMs());
        int end = axis.x((hour + axis.hoursPerBar()) * Slice.HOUR.lengthMs());
        int height = (int) Math.max(1, nanoUsd / Math.max(1, most / BARS));
        svg.rect(
                x,
                top + BARS - Math.min(BARS, height),
                Math.max(1, end - x - 1),
                Math.min(BARS, height),
                BAR,
                0,
                NanoUsd.toDisplayString(nanoUsd));
    }

    private void strip(Svg svg, PolicyOutcome outcome, Scope scope, int top) {
        if (outcomes.size() > 1) {
            svg.text(
                    LEFT - 8, top + 27, 10, FAINT, Svg.Anchor.END, false, BacktestTable.shortened(outcome.label(), 30));
        }
        svg.rect(axis.left(), top + 18, PLOT, 11, "#f3f4f6", 0, "");
        outcome.throttles().stream().filter(t -> t.scope().equals(scope)).forEach(t -> band(svg, t, top + 18));
        Flags flags = new Flags(axis, svg, top);
        outcome.report().findings().stream()
                .filter(f -> f.scope().equals(scope))
                .forEach(flags::add);
        flags.plant();
    }

    private void band(Svg svg, Throttle throttle, int top) {
        int x = axis.x(throttle.fromMs());
        int width = Math.max(2, axis.x(throttle.untilMs()) - x);
        String says = throttle.level().wireName() + ": " + throttle.text();
        svg.rect(x, top, width, 11, Palette.of(throttle.level()), 0, says);
    }

    private void legend(Svg svg, int y) {
        int x = 24;
        svg.text(x, y + 10, 11, FAINT, Svg.Anchor.START, false, "levels");
        x += 46;
        for (Level level : Level.values()) {
            if (level != Level.CLEAR) {
                svg.rect(x, y, 22, 11, Palette.of(level), 0, "");
                svg.text(x + 28, y + 10, 11, INK, Svg.Anchor.START, false, level.wireName());
                x += 44 + 7 * level.wireName().length();
            }
        }
        x += 24;
        svg.text(x, y + 10, 11, FAINT, Svg.Anchor.START, false, "findings");
        x += 56;
        for (FindingKind kind : kindsShown()) {
            svg.rect(x, y - 1, 13, 13, Palette.of(kind), 3, "");
            svg.text(x + 19, y + 10, 11, INK, Svg.Anchor.START, false, kind.wireName());
            x += 34 + 7 * kind.wireName().length();
        }
    }

    private Set<FindingKind> kindsShown() {
        Set<FindingKind> kinds = EnumSet.noneOf(FindingKind.class);
        for (PolicyOutcome outcome : outcomes) {
            for (Finding finding : outcome.report().findings()) {
                if (lanes.contains(finding.scope())) {
                    kinds.add(finding.kind());
                }
            }
        }
        return kinds;
    }
}
