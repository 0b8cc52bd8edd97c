package io.flyball.core.spend;

import io.flyball.core.model.SaturatingSum;

/**
 * The spend of one scope: totals, running sums of all windows, and peaks.
 *
 * <p>Subtract on evict: each rolling window is a running sum; as the scope's clock (its newest event time) moves on, the
 * slices that leave are subtracted. An event is added to its own slice and to every running sum that covers it, whatever
 * the order of arrival, so sums are exact for any order. The open minute and the open hour are held here, closed slices
 * in {@link SliceRows}. An event costs O(1) and reads no row unless it closes a slice or comes late; idle gaps cost one
 * look-up per row that leaves, bounded by the longest window, and none for the time before the first event.
 *
 * <p>Mutable, not thread-safe. Before the first event the clock is {@link #NEVER}.
 */
public final class ScopeSpend {
    /** The clock of a scope that has had no event. */
    public static final long NEVER = Long.MIN_VALUE;

    private final Measures totals = new Measures();
    private final Measures openMinute = new Measures();
    private final Measures openHour = new Measures();
    private final long[] windowCosts = new long[Window.COUNT];
    private final long[] peakCosts = new long[Window.COUNT];
    private final long[] peakTimesMs = new long[Window.COUNT];
    private final long[] calendarPeriods = new long[Window.COUNT - Window.ROLLING_COUNT];
    private long clockMs = NEVER;
    /** No slice before this hour holds anything: spares look-ups of rows that never were. */
    private long oldestHour;

    private long version;

    /** The newest event time, epoch ms, or {@link #NEVER}. */
    public long clockMs() {
        return clockMs;
    }

    /** Counts the changes. */
    public long version() {
        return version;
    }

    public Measures totals() {
        return totals;
    }

    /** Cost in a window as of the clock, nano-USD. */
    public long windowCostNanoUsd(Window window) {
        return windowCosts[window.ordinal()];
    }

    /** The greatest cost the window had right after an event was counted, nano-USD. */
    public long peakCostNanoUsd(Window window) {
        return peakCosts[window.ordinal()];
    }

    /** The clock when the peak was first reached, epoch ms. */
    public long peakTimeMs(Window window) {
        return peakTimesMs[window.ordinal()];
    }

    /** Counts one call or a merged part of many at an event time. */
    public void add(long timeMs, Measures measures, SliceRows rows, RowLayout layout, CalendarZone zone) {
        if (clockMs == NEVER) {
            start(timeMs, zone);
        } else if (timeMs > clockMs) {
            advance(timeMs, rows, layout, zone);
        }
        oldestHour = Math.min(oldestHour, Slice.HOUR.slotOf(timeMs));
        totals.add(measures);
        addToSlices(timeMs, measures, rows, layout);
        addToWindows(timeMs, measures.costNanoUsd(), zone);
        raisePeaks();
        version++;
    }

    private void start(long timeMs, CalendarZone zone) {
        clockMs = timeMs;
        oldestHour = Slice.HOUR.slotOf(timeMs);
        for (int w = Window.ROLLING_COUNT; w < Window.COUNT; w++) {
            calendarPeriods[w - Window.ROLLING_COUNT] = zone.period(Window.ofOrdinal(w), timeMs);
        }
        java.util.Arrays.fill(peakTimesMs, timeMs);
    }

    private void advance(long newClockMs, SliceRows rows, RowLayout layout, CalendarZone zone) {
        for (int w = 0; w < Window.ROLLING_COUNT; w++) {
            windowCosts[w] -= leavingCost(Window.ofOrdinal(w), newClockMs, rows, layout);
        }
        for (int w = Window.ROLLING_COUNT; w < Window.COUNT; w++) {
            long period = zone.period(Window.ofOrdinal(w), newClockMs);
            if (period != calendarPeriods[w - Window.ROLLING_COUNT]) {
                calendarPeriods[w - Window.ROLLING_COUNT] = period;
                windowCosts[w] = 0;
            }
        }
        closeSlice(Slice.MINUTE, openMinute, newClockMs, rows, layout);
        closeSlice(Slice.HOUR, openHour, newClockMs, rows, layout);
        clockMs = newClockMs;
    }

    /**
     * Costs of the windows of that length that lie right before the window as of the clock, the latest first, nano-USD:
     * of {@code 24h}, the days before, at the same hours. Costs some look-ups per window that is not before the first
     * event; windows before the oldest kept hour are 0.
     */
    public long[] earlierCostsNanoUsd(Window window, int count, SliceRows rows, RowLayout layout) {
        Slice slice = window.slice();
        long firstOfCurrent = slice.slotOf(clockMs) - window.slices() + 1;
        long[] costs = new long[count];
        for (int i = 0; i < count; i++) {
            long last = firstOfCurrent - 1 - (long) i * window.slices();
            costs[i] = costOfSlots(slice, last - window.slices() + 1, last, rows, layout);
        }
        return costs;
    }

    /** Whether the first event that is remembered lies that long before the clock. */
    public boolean isKnownFor(long durationMs) {
        return clockMs != NEVER && clockMs - oldestHour * Slice.HOUR.lengthMs() >= durationMs;
    }

    /** Calls in an hour, the open one included; 0 where it lies before the oldest hour that is kept. */
    public long callsInHour(long hourSlot, SliceRows rows, RowLayout layout) {
        if (hourSlot == Slice.HOUR.slotOf(clockMs)) {
            return openHour.calls();
        }
        SliceRow row = rows.get(Slice.HOUR, layout.rowOf(Slice.HOUR, hourSlot));
        Measures hour = row == null ? null : row.get(layout.offsetOf(Slice.HOUR, hourSlot));
        return hour == null ? 0 : hour.calls();
    }

    /** Every measure in a rolling window as of the clock. Costs one look-up per row of the window. */
    public Measures sumOf(Window window, SliceRows rows, RowLayout layout) {
        Slice slice = window.slice();
        long openSlot = slice.slotOf(clockMs);
        Measures sum = new Measures();
        long slot = Math.max(openSlot - window.slices() + 1, oldestSlot(slice));
        while (slot < openSlot) {
            long rowNo = layout.rowOf(slice, slot);
            long endOfRow = Math.min(openSlot - 1, (rowNo + 1) * layout.slotsPerRow(slice) - 1);
            SliceRow row = rows.get(slice, rowNo);
            for (int i = 0; row != null && i < row.size(); i++) {
                int offset = row.offsetAt(i);
                if (offset >= layout.offsetOf(slice, slot) && offset <= layout.offsetOf(slice, endOfRow)) {
                    sum.add(row.measuresAt(i));
                }
            }
            slot = endOfRow + 1;
        }
        sum.add(open(slice));
        return sum;
    }

    /** Cost of the slices a rolling window loses between the clock and a later time. */
    private long leavingCost(Window window, long laterMs, SliceRows rows, RowLayout layout) {
        Slice slice = window.slice();
        long from = slice.slotOf(clockMs);
        long to = slice.slotOf(laterMs);
        if (to - from >= window.slices()) {
            return windowCosts[window.ordinal()];
        }
        return costOfSlots(slice, from - window.slices() + 1, to - window.slices(), rows, layout);
    }

    private long costOfSlots(Slice slice, long first, long last, SliceRows rows, RowLayout layout) {
        long cost = 0;
        long openSlot = slice.slotOf(clockMs);
        long slot = Math.max(first, oldestSlot(slice));
        while (slot <= last) {
            if (slot == openSlot) {
                cost += open(slice).costNanoUsd();
                slot++;
                continue;
            }
            long rowNo = layout.rowOf(slice, slot);
            long endOfRow = Math.min(last, (rowNo + 1) * layout.slotsPerRow(slice) - 1);
            if (openSlot > slot) {
                endOfRow = Math.min(endOfRow, openSlot - 1);
            }
            SliceRow row = rows.get(slice, rowNo);
            if (row != null) {
                cost += costIn(row, layout.offsetOf(slice, slot), layout.offsetOf(slice, endOfRow));
            }
            slot = endOfRow + 1;
        }
        return cost;
    }

    private static long costIn(SliceRow row, int firstOffset, int lastOffset) {
        long cost = 0;
        for (int i = 0; i < row.size(); i++) {
            int offset = row.offsetAt(i);
            if (offset >= firstOffset && offset <= lastOffset) {
                cost += row.measuresAt(i).costNanoUsd();
            }
        }
        return cost;
    }

    private void closeSlice(Slice slice, Measures open, long newClockMs, SliceRows rows, RowLayout layout) {
        long openSlot = slice.slotOf(clockMs);
        long newSlot = slice.slotOf(newClockMs);
        if (openSlot == newSlot) {
            return;
        }
        long firstKept = newSlot - slice.keptSlots() + 1;
        if (!open.isZero() && openSlot >= firstKept) {
            rows.change(slice, layout.rowOf(slice, openSlot))
                    .getOrCreate(layout.offsetOf(slice, openSlot))
                    .add(open);
        }
        open.clear();
        long oldestKept = Math.max(openSlot - slice.keptSlots() + 1, oldestSlot(slice));
        long oldestRow = layout.rowOf(slice, oldestKept);
        long lastRow = layout.rowOf(slice, openSlot);
        for (long row = oldestRow; row <= lastRow && row < layout.rowOf(slice, firstKept); row++) {
            rows.delete(slice, row);
        }
    }

    private void addToSlices(long timeMs, Measures measures, SliceRows rows, RowLayout layout) {
        addToSlice(Slice.MINUTE, openMinute, timeMs, measures, rows, layout);
        addToSlice(Slice.HOUR, openHour, timeMs, measures, rows, layout);
    }

    private void addToSlice(
            Slice slice, Measures open, long timeMs, Measures measures, SliceRows rows, RowLayout layout) {
        long slot = slice.slotOf(timeMs);
        long openSlot = slice.slotOf(clockMs);
        if (slot == openSlot) {
            open.add(measures);
        } else if (slot > openSlot - slice.keptSlots()) {
            rows.change(slice, layout.rowOf(slice, slot))
                    .getOrCreate(layout.offsetOf(slice, slot))
                    .add(measures);
        }
    }

    private void addToWindows(long timeMs, long costNanoUsd, CalendarZone zone) {
        for (int w = 0; w < Window.ROLLING_COUNT; w++) {
            Window window = Window.ofOrdinal(w);
            Slice slice = window.slice();
            if (slice.slotOf(timeMs) > slice.slotOf(clockMs) - window.slices()) {
                windowCosts[w] = SaturatingSum.of(windowCosts[w], costNanoUsd);
            }
        }
        for (int w = Window.ROLLING_COUNT; w < Window.COUNT; w++) {
            if (zone.period(Window.ofOrdinal(w), timeMs) == calendarPeriods[w - Window.ROLLING_COUNT]) {
                windowCosts[w] = SaturatingSum.of(windowCosts[w], costNanoUsd);
            }
        }
    }

    private void raisePeaks() {
        for (int w = 0; w < Window.COUNT; w++) {
            if (windowCosts[w] > peakCosts[w]) {
                peakCosts[w] = windowCosts[w];
                peakTimesMs[w] = clockMs;
            }
        }
    }

    /**
     * Cost in a window as of an instant at or after the clock, nano-USD; changes nothing. Windows shrink as time passes
     * without new events.
     */
    public long windowCostAt(Window window, long atMs, SliceRows rows, RowLayout layout, CalendarZone zone) {
        if (clockMs == NEVER || atMs <= clockMs) {
            return windowCosts[window.ordinal()];
        }
        if (window.rolling()) {
            return windowCosts[window.ordinal()] - leavingCost(window, atMs, rows, layout);
        }
        boolean samePeriod = zone.period(window, atMs) == calendarPeriods[window.ordinal() - Window.ROLLING_COUNT];
        return samePeriod ? windowCosts[window.ordinal()] : 0;
    }

    /**
     * The first instant at which the window lies below an amount if no further event comes, epoch ms; the clock itself
     * where it lies below already. Rolling windows fall at the start of a slot, calendar windows at the end of their
     * period. Costs one look-up per row of the window.
     */
    public long fallsBelowAtMs(Window window, long amountNanoUsd, SliceRows rows, RowLayout layout, CalendarZone zone) {
        long cost = windowCosts[window.ordinal()];
        if (cost < amountNanoUsd) {
            return clockMs;
        }
        if (!window.rolling()) {
            return zone.periodEndMs(window, clockMs);
        }
        Slice slice = window.slice();
        long openSlot = slice.slotOf(clockMs);
        for (long slot = openSlot - window.slices() + 1; slot <= openSlot; slot++) {
            cost -= costOfSlots(slice, slot, slot, rows, layout);
            if (cost < amountNanoUsd) {
                return (slot + window.slices()) * slice.lengthMs();
            }
        }
        return (openSlot + window.slices()) * slice.lengthMs();
    }

    private long oldestSlot(Slice slice) {
        return slice.slotOf(oldestHour * Slice.HOUR.lengthMs());
    }

    private Measures open(Slice slice) {
        return slice == Slice.MINUTE ? openMinute : openHour;
    }

    /** The open slice of a length, for codecs. */
    public Measures openSlice(Slice slice) {
        return open(slice);
    }

    /** The period a calendar window is in, for codecs. */
    public long calendarPeriod(Window window) {
        return calendarPeriods[window.ordinal() - Window.ROLLING_COUNT];
    }

    /** The hour of the oldest event, in slots of {@link Slice#HOUR}, for codecs. */
    public long oldestHour() {
        return oldestHour;
    }

    /** Restores clock, oldest hour and version, for codecs. */
    public void restoreClock(long clock, long restoredOldestHour, long restoredVersion) {
        clockMs = clock;
        oldestHour = restoredOldestHour;
        version = restoredVersion;
    }

    /** Restores one window, for codecs. */
    public void restoreWindow(Window window, long cost, long peakCost, long peakTimeMs, long calendarPeriod) {
        int w = window.ordinal();
        windowCosts[w] = cost;
        peakCosts[w] = peakCost;
        peakTimesMs[w] = peakTimeMs;
        if (!window.rolling()) {
            calendarPeriods[w - Window.ROLLING_COUNT] = calendarPeriod;
        }
    }
}
