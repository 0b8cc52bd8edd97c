package io.flyball.alerting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that moves when a test says so; tasks run on the test's thread, in order of due time. */
final class HandTimer implements DeliveryTimer {
    private final List<Due> waiting = new ArrayList<>();
    private long nowMs;
    private long order;

    @Override
    public long elapsedMs() {
        return nowMs;
    }

    @Override
    public void runAfter(String channel, long delayMs, Runnable task) {
        waiting.add(new Due(nowMs + delayMs, order++, task));
    }

    /** Runs all that is due up to that many ms from now. */
    void advance(long ms) {
        long untilMs = nowMs + ms;
        while (true) {
            var next = waiting.stream()
                    .filter(due -> due.atMs <= untilMs)
                    .min(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::order));
            if (next.isEmpty()) {
                nowMs = untilMs;
                return;
            }
            waiting.remove(next.get());
            nowMs = Math.max(nowMs, next.get().atMs());
            next.get().task().run();
        }
    }

    int tasksWaiting() {
        return waiting.size();
    }

    private record Due(long atMs, long order, Runnable task) {}
}
