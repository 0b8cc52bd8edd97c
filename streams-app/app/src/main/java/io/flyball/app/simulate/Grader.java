package io.flyball.app.simulate;

import io.flyball.core.detect.Finding;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.spend.Slice;
import io.flyball.simulate.Truth;
import io.flyball.simulate.TruthKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was told against what was true. A truth is recalled by a finding of its kind about its scope that opens
 * between its first wrong call and an hour after its last one; such a finding is correct, and so is one of a kind that is
 * also true then. Silence is a source's, and a missing price a model's.
 */
final class Grader {
    private static final long GRACE_MS = 3_600_000L;
    private static final double MS_PER_SECOND = 1000;
    private static final double MS_PER_MINUTE = 60_000;
    private static final int DAYS_PER_MONTH = 30;
    private static final long SIZE_STEP_NANO_USD = 2000 * NanoUsd.PER_USD;

    private final History history;
    private final List<Truth> truths;

    Grader(Simulation.Outcome outcome) {
        this.history = outcome.history();
        this.truths = outcome.truths();
    }

    Grades grade(long seed, int days, int users) {
        Map<String, Grades.Kind> kinds = new TreeMap<>();
        List<Grades.Share> shares = new ArrayList<>();
        for (TruthKind kind : TruthKind.values()) {
            kinds.put(kind.wireName(), grade(kind));
            shares.addAll(shares(kind));
        }
        double userMonths = (double) users * days / DAYS_PER_MONTH;
        return new Grades(
                seed,
                days,
                history.calls(),
                kinds,
                falseThrottles() / userMonths,
                minutesPastCause(),
                shares,
                wrong(),
                missed());
    }

    private Grades.Kind grade(TruthKind kind) {
        List<Double> seconds = new ArrayList<>();
        List<Double> usd = new ArrayList<>();
        int recalled = 0;
        List<Truth> ofKind = ofKind(kind);
        for (Truth truth : ofKind) {
            Finding finding = recalledBy(truth);
            if (finding != null) {
                recalled++;
                long signalledMs = signalledMs(finding);
                if (signalledMs >= 0) {
                    seconds.add((signalledMs - truth.startMs()) / MS_PER_SECOND);
                    usd.add((double) history.spentNanoUsd(truth.user(), truth.startMs(), signalledMs)
                            / NanoUsd.PER_USD);
                }
            }
        }
        List<Finding> found = history.opened().stream()
                .filter(finding -> finding.kind().wireName().equals(kind.wireName()))
                .toList();
        int correct = (int) found.stream().filter(this::isCorrect).count();
        return new Grades.Kind(
                ofKind.size(), recalled, found.size(), correct, Grades.Quantiles.of(seconds), Grades.Quantiles.of(usd));
    }

    /** What was told and was not so, of the kinds that have truths. */
    private List<Finding> wrong() {
        Set<String> graded =
                Arrays.stream(TruthKind.values()).map(TruthKind::wireName).collect(Collectors.toSet());
        return history.opened().stream()
                .filter(finding -> graded.contains(finding.kind().wireName()) && !isCorrect(finding))
                .toList();
    }

    /** What was so and was not told. */
    private List<Truth> missed() {
        return truths.stream().filter(truth -> recalledBy(truth) == null).toList();
    }

    private List<Truth> ofKind(TruthKind kind) {
        return truths.stream().filter(truth -> truth.kind() == kind).toList();
    }

    private @Nullable Finding recalledBy(Truth truth) {
        for (Finding finding : history.opened()) {
            if (finding.kind().wireName().equals(truth.kind().wireName()) && isOf(truth, finding)) {
                return finding;
            }
        }
        return null;
    }

    private boolean isCorrect(Finding finding) {
        return truths.stream()
                .filter(truth -> isOf(truth, finding))
                .anyMatch(truth -> truth.kind().wireName().equals(finding.kind().wireName())
                        || truth.kind().alsoTrue().stream().anyMatch(also -> also.wireName()
                                .equals(finding.kind().wireName())));
    }

    private static boolean isOf(Truth truth, Finding finding) {
        return (truth.scope().equals(finding.scope()) || isOfUser(truth, finding)) && isAt(truth, finding.openedAtMs());
    }

    private static boolean isOfUser(Truth truth, Finding finding) {
        return finding.scope().dimension() == Dimension.USER
                && truth.user().equals(finding.scope().id());
    }

    private static boolean isAt(Truth truth, long timeMs) {
        // Shared scopes are told of by the minute.
        return Slice.MINUTE.slotOf(truth.startMs()) <= Slice.MINUTE.slotOf(timeMs)
                && timeMs <= truth.endMs() + GRACE_MS;
    }

    private long signalledMs(Finding finding) {
        for (Signal signal : history.signals()) {
            if (signal.findings().contains(finding.id())) {
                return signal.issuedAtMs();
            }
        }
        return -1;
    }

    private long falseThrottles() {
        return history.throttles().stream()
                .filter(throttle -> cause(throttle) == null)
                .count();
    }

    private @Nullable Truth cause(History.Throttle throttle) {
        Truth latest = null;
        for (Truth truth : truths) {
            if (truth.user().equals(throttle.user()) && isAt(truth, throttle.fromMs())) {
                latest = latest == null || truth.endMs() > latest.endMs() ? truth : latest;
            }
        }
        return latest;
    }

    private double minutesPastCause() {
        List<Double> minutes = new ArrayList<>();
        for (History.Throttle throttle : history.throttles()) {
            Truth cause = cause(throttle);
            if (cause != null) {
                minutes.add(Math.max(0, throttle.toMs() - cause.endMs()) / MS_PER_MINUTE);
            }
        }
        return Grades.Quantiles.of(minutes).p50();
    }

    private List<Grades.Share> shares(TruthKind kind) {
        List<Grades.Share> shares = new ArrayList<>();
        if (kind == TruthKind.LOOP) {
            ofKind(kind).stream().map(Truth::variant).distinct().sorted().forEach(variant -> {
                add(shares, kind, variant, truth -> truth.fingerprints() && isVariant(truth, variant));
                add(
                        shares,
                        kind,
                        variant + ", without fingerprints",
                        truth -> !truth.fingerprints() && isVariant(truth, variant));
            });
        } else if (kind == TruthKind.BURN) {
            for (int step = 1; step <= 6; step++) {
                long from = step * SIZE_STEP_NANO_USD;
                String part = "of $" + from / NanoUsd.PER_USD + " and more";
                add(
                        shares,
                        kind,
                        part,
                        truth -> truth.sizeNanoUsd() >= from && truth.sizeNanoUsd() < from + SIZE_STEP_NANO_USD);
            }
        }
        return shares;
    }

    private static boolean isVariant(Truth truth, String variant) {
        return truth.variant().equals(variant);
    }

    private void add(List<Grades.Share> shares, TruthKind kind, String part, Predicate<Truth> which) {
        List<Truth> these = ofKind(kind).stream().filter(which).toList();
        int recalled =
                (int) these.stream().filter(truth -> recalledBy(truth) != null).count();
        if (!these.isEmpty()) {
            shares.add(new Grades.Share(kind.wireName(), part, these.size(), recalled));
        }
    }
}
