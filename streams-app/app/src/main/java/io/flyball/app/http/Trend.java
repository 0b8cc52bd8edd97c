package io.flyball.app.http;

import io.flyball.schemas.avro.SpendUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the windows of one scope developed: a bounded number of points. When it is full, every second point of the older
 * half goes, so that the past stays visible, ever more coarsely. Not thread-safe.
 */
final class Trend {
    /** One reading of all windows, nano-USD, at an event time in epoch ms. */
    record Point(long atMs, Map<String, Long> windowsNanoUsd) {}

    private static final long CLOSEST_MS = 500;

    private final int bound;
    private final List<Point> points = new ArrayList<>();

    Trend(int bound) {
        this.bound = bound;
    }

    /** Takes a reading in; one that is hardly later than the last replaces it, an older one is dropped. */
    void add(SpendUpdate update) {
        Point point = new Point(update.getAsOfMs(), Map.copyOf(update.getWindowsNanoUsd()));
        int last = points.size() - 1;
        if (last >= 0 && point.atMs() < points.get(last).atMs()) {
            return;
        }
        if (last > 0 && point.atMs() - points.get(last - 1).atMs() < CLOSEST_MS) {
            points.set(last, point);
            return;
        }
        points.add(point);
        if (points.size() > bound) {
            thinOut();
        }
    }

    private void thinOut() {
        int olderHalf = points.size() / 2;
        List<Point> kept = new ArrayList<>(points.size());
        for (int i = 0; i < points.size(); i++) {
            if (i >= olderHalf || i % 2 == 0) {
                kept.add(points.get(i));
            }
        }
        points.clear();
        points.addAll(kept);
    }

    List<Point> points() {
        return List.copyOf(points);
    }
}
