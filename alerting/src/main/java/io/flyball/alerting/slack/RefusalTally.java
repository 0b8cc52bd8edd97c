package io.flyball.alerting.slack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Adds up requests that were refused at the door, by outcome, so that anybody may send any number of them and few records
 * follow: one a minute at most, and while it goes on one each 2, 4, 8 minutes and so on up to an hour. Not thread-safe.
 */
final class RefusalTally {
    static final long FIRST_MS = 60_000;
    static final long LONGEST_MS = 3_600_000;
    /** How many addresses are told apart in one batch. */
    static final int MOST_ADDRESSES = 1_000;

    private final Map<String, Open> open = new HashMap<>();
    private final Map<String, Pace> paces = new HashMap<>();

    /**
     * What was refused in one stretch of time.
     *
     * @param sinceMs instant of the first one, epoch ms
     * @param lastMs of the last one
     * @param addresses from how many addresses, at most {@link #MOST_ADDRESSES}
     * @param mostlyFrom the address that most came from
     */
    record Batch(String outcome, String why, long times, long sinceMs, long lastMs, int addresses, String mostlyFrom) {}

    private record Pace(long lengthMs, long endMs) {}

    private static final class Open {
        private final String why;
        private final long sinceMs;
        private final long endMs;
        private final Map<String, Long> byAddress = new HashMap<>();
        private long lastMs;
        private long times;

        private Open(String why, long sinceMs, long endMs) {
            this.why = why;
            this.sinceMs = sinceMs;
            this.endMs = endMs;
        }
    }

    /** One was refused. */
    void refused(String outcome, String why, String address, long nowMs) {
        Open of = open.get(outcome);
        if (of == null) {
            Pace before = paces.get(outcome);
            boolean goesOn = before != null && nowMs - before.endMs() < before.lengthMs();
            long lengthMs = before != null && goesOn ? Math.min(2 * before.lengthMs(), LONGEST_MS) : FIRST_MS;
            paces.put(outcome, new Pace(lengthMs, nowMs + lengthMs));
            of = new Open(why, nowMs, nowMs + lengthMs);
            open.put(outcome, of);
        }
        of.times++;
        of.lastMs = nowMs;
        if (of.byAddress.size() < MOST_ADDRESSES || of.byAddress.containsKey(address)) {
            of.byAddress.merge(address, 1L, Long::sum);
        }
    }

    /** When the next batch is complete, epoch ms; {@link Long#MAX_VALUE}: there is none. */
    long nextMs() {
        return open.values().stream().mapToLong(o -> o.endMs).min().orElse(Long.MAX_VALUE);
    }

    /** What is complete by then; told once. */
    List<Batch> take(long nowMs) {
        List<Batch> batches = new ArrayList<>();
        for (String outcome : List.copyOf(open.keySet())) {
            Open of = Objects.requireNonNull(open.get(outcome));
            if (of.endMs <= nowMs) {
                open.remove(outcome);
                batches.add(new Batch(
                        outcome, of.why, of.times, of.sinceMs, of.lastMs, of.byAddress.size(), mostlyFrom(of)));
            }
        }
        batches.sort(Comparator.comparing(Batch::outcome));
        return batches;
    }

    private static String mostlyFrom(Open of) {
        return of.byAddress.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
