package io.flyball.core.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was billed, by provider, UTC day and model. Not thread-safe. */
public final class BilledDays {
    private final SortedMap<String, Map<Long, Map<String, Billed>>> providers = new TreeMap<>();
    private final SortedMap<String, long[]> covered = new TreeMap<>();

    /** Takes a line of a report. */
    public void add(BillLine line) {
        long[] days = covered.computeIfAbsent(line.provider(), p -> new long[] {line.epochDay(), line.epochDay()});
        days[0] = Math.min(days[0], line.epochDay());
        days[1] = Math.max(days[1], line.epochDay());
        if (!Commitments.covers(line.provider(), line.serviceTier())) {
            providers
                    .computeIfAbsent(line.provider(), provider -> new HashMap<>())
                    .computeIfAbsent(line.epochDay(), day -> new TreeMap<>())
                    .computeIfAbsent(line.model(), model -> new Billed())
                    .add(line);
        }
    }

    /** Providers that reported anything. */
    public Set<String> providers() {
        return covered.keySet();
    }

    /** First day with a line; a day without one between it and {@link #lastDay} is one on which nothing was billed. */
    public long firstDay(String provider) {
        return covered.getOrDefault(provider, new long[] {0, 0})[0];
    }

    /** Last day with a line. */
    public long lastDay(String provider) {
        return covered.getOrDefault(provider, new long[] {0, 0})[1];
    }

    /** By name of the model, which is empty for what names none. */
    Map<String, Billed> of(String provider, long epochDay) {
        return providers.getOrDefault(provider, Map.of()).getOrDefault(epochDay, Map.of());
    }
}
