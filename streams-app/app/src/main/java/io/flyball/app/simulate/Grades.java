package io.flyball.app.simulate;

import io.flyball.core.detect.Finding;
import io.flyball.simulate.Truth;
import java.util.List;
import java.util.Map;

/**
 * How good detection and throttling were in one run.
 *
 * @param kinds by kind of truth
 * @param falseThrottlesPerUserMonth times somebody was slowed of whom nothing was wrong, per user and 30 days
 * @param wrong findings of what was not so
 * @param missed what was so, of which nothing was told
 * @param throttleMinutesPastCause median minutes by which a throttle outlived what it was for
 */
record Grades(
        long seed,
        int days,
        long calls,
        Map<String, Kind> kinds,
        double falseThrottlesPerUserMonth,
        double throttleMinutesPastCause,
        List<Share> shares,
        List<Finding> wrong,
        List<Truth> missed) {

    /**
     * One kind of truth.
     *
     * @param truth how many there were
     * @param recalled of how many of them something was told
     * @param found findings of the kind
     * @param correct findings that were right
     */
    record Kind(int truth, int recalled, int found, int correct, Quantiles secondsToSignal, Quantiles usdToSignal) {
        double recall() {
            return truth == 0 ? 1 : (double) recalled / truth;
        }

        double precision() {
            return found == 0 ? 1 : (double) correct / found;
        }
    }

    /** Middle and end of a distribution; 0 where there is none. */
    record Quantiles(double p50, double p99) {
        static Quantiles of(List<Double> values) {
            if (values.isEmpty()) {
                return new Quantiles(0, 0);
            }
            List<Double> sorted = values.stream().sorted().toList();
            return new Quantiles(at(sorted, 50), at(sorted, 99));
        }

        private static double at(List<Double> sorted, int percent) {
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }
    }

    /** Recall of a part of the truths of a kind, such as burns of one size. */
    record Share(String kind, String part, int truth, int recalled) {}
}
