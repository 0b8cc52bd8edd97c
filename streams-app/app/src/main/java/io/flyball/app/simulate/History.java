package io.flyball.app.simulate;

import io.flyball.core.detect.Finding;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What happened to the users of a run: what each had spent when, what was found, and what was asked of them. */
final class History {
    private final Map<String, SpendLine> spend = new HashMap<>();
    private final List<Finding> opened = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    private final List<Throttle> throttles = new ArrayList<>();
    private final Map<String, Signal> slowing = new HashMap<>();
    private long calls;

    /**
     * A time in which a user was slowed.
     *
     * @param first the signal that began it
     */
    record Throttle(String user, Signal first, long fromMs, long toMs) {}

    void spent(String user, long timeMs, long costNanoUsd) {
        calls++;
        spend.computeIfAbsent(user, u -> new SpendLine()).add(timeMs, costNanoUsd);
    }

    void found(Finding finding) {
        if (finding.open()) {
            opened.add(finding);
        }
    }

    void signalled(Signal signal) {
        signals.add(signal);
        String user = signal.scope().id();
        boolean slows = signal.level().compareTo(Level.PACE) >= 0;
        Signal first = slowing.get(user);
        if (slows && first == null) {
            slowing.put(user, signal);
        } else if (!slows && first != null) {
            throttles.add(new Throttle(user, first, first.issuedAtMs(), signal.issuedAtMs()));
            slowing.remove(user);
        }
    }

    /** Nothing happens any more: what still holds, holds until then. */
    void end(long timeMs) {
        slowing.forEach((user, first) -> throttles.add(new Throttle(user, first, first.issuedAtMs(), timeMs)));
        slowing.clear();
    }

    long calls() {
        return calls;
    }

    List<Finding> opened() {
        return opened;
    }

    List<Signal> signals() {
        return signals;
    }

    List<Throttle> throttles() {
        return throttles;
    }

    /** What the user spent from one instant to another, both inclusive, nano-USD. */
    long spentNanoUsd(String user, long fromMs, long toMs) {
        SpendLine line = spend.get(user);
        return line == null ? 0 : line.upTo(toMs) - line.upTo(fromMs - 1);
    }

    /** Running sums by time; times never go back. */
    private static final class SpendLine {
        private long[] timesMs = new long[64];
        private long[] sums = new long[64];
        private int size;

        void add(long timeMs, long costNanoUsd) {
            if (size == timesMs.length) {
                timesMs = Arrays.copyOf(timesMs, size * 2);
                sums = Arrays.copyOf(sums, size * 2);
            }
            timesMs[size] = timeMs;
            sums[size] = (size == 0 ? 0 : sums[size - 1]) + costNanoUsd;
            size++;
        }

        long upTo(long timeMs) {
            int after = Arrays.binarySearch(timesMs, 0, size, timeMs);
            after = after < 0 ? -after - 1 : after + 1;
            while (after < size && timesMs[after] <= timeMs) {
                after++;
            }
            return after == 0 ? 0 : sums[after - 1];
        }
    }
}
