package io.flyball.core.spend;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Windows straight from their definition: every call is kept and summed anew. Shares no code with what it checks. */
public final class NaiveWindows {
    private final ZoneId zone;
    private final List<long[]> calls = new ArrayList<>();
    private final long[] peaks = new long[8];
    private final long[] peakTimesMs = new long[8];
    private long clockMs = Long.MIN_VALUE;

    public NaiveWindows(ZoneId zone) {
        this.zone = zone;
    }

    public void add(long timeMs, long cost) {
        calls.add(new long[] {timeMs, cost});
        clockMs = Math.max(clockMs, timeMs);
        for (int w = 0; w < 8; w++) {
            long now = cost(Window.ofOrdinal(w).wireName(), clockMs);
            if (now > peaks[w]) {
                peaks[w] = now;
                peakTimesMs[w] = clockMs;
            }
        }
    }

    public long clockMs() {
        return clockMs;
    }

    public long peak(Window window) {
        return peaks[window.ordinal()];
    }

    public long peakTimeMs(Window window) {
        return peakTimesMs[window.ordinal()];
    }

    public long cost(String window, long atMs) {
        return switch (window) {
            case "1h" -> rolling(atMs, 60_000L, 60);
            case "24h" -> rolling(atMs, 3_600_000L, 24);
            case "3d" -> rolling(atMs, 3_600_000L, 72);
            case "7d" -> rolling(atMs, 3_600_000L, 168);
            case "30d" -> rolling(atMs, 3_600_000L, 720);
            default -> calendar(window, atMs);
        };
    }

    private long rolling(long atMs, long sliceMs, long slices) {
        long i = Math.floorDiv(atMs, sliceMs);
        long sum = 0;
        for (long[] call : calls) {
            long slot = Math.floorDiv(call[0], sliceMs);
            if (slot > i - slices && slot <= i) {
                sum += call[1];
            }
        }
        return sum;
    }

    private long calendar(String window, long atMs) {
        LocalDate at = date(atMs);
        long sum = 0;
        for (long[] call : calls) {
            LocalDate d = date(call[0]);
            boolean same =
                    switch (window) {
                        case "day" -> d.equals(at);
                        case "week" -> monday(d).equals(monday(at));
                        default -> d.getYear() == at.getYear() && d.getMonth() == at.getMonth();
                    };
            sum += same && call[0] <= atMs ? call[1] : 0;
        }
        return sum;
    }

    private static LocalDate monday(LocalDate d) {
        return d.minus(d.getDayOfWeek().getValue() - 1, ChronoUnit.DAYS);
    }

    private LocalDate date(long ms) {
        return Instant.ofEpochMilli(ms).atZone(zone).toLocalDate();
    }
}
