package io.flyball.alerting.chart;

import io.flyball.alerting.cases.AlertCase;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Charts of how a case's window developed, once somebody says where that is known. Thread-safe. */
public final class TrendCharts implements ChartSource {
    /** The amount that opens a finding, among its evidence. */
    private static final String THRESHOLD = "open_nano_usd";

    private static final int LEAST_POINTS = 3;

    private volatile BiFunction<String, String, List<Point>> trends = (scope, window) -> List.of();

    /** The amount of a window at a time, epoch ms. */
    public record Point(long atMs, long nanoUsd) {}

    /**
     * Says where it is known.
     *
     * @param known the points of a scope's window in order of time; empty where nothing is known
     */
    public void drawFrom(BiFunction<String, String, List<Point>> known) {
        trends = known;
    }

    @Override
    public Optional<byte[]> chartOf(AlertCase of) {
        if (of.key().window().isEmpty() || !of.course().open()) {
            return Optional.empty();
        }
        List<Point> points = trends.apply(of.key().scope(), of.key().window());
        return points.size() < LEAST_POINTS
                ? Optional.empty()
                : Optional.of(new SpendChart(points, threshold(of)).png());
    }

    private static long threshold(AlertCase of) {
        String amount = of.course().latest().getEvidence().getOrDefault(THRESHOLD, "");
        return amount.matches("[0-9]{1,18}") ? Long.parseLong(amount) : 0;
    }
}
