package io.flyball.core.spend;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Local days, weeks and months of one zone. A period is a number that is equal for two instants of the same local day
 * (or week, or month) and grows with time. Since 1972 the offsets of all zones are multiples of 15 minutes, so the
 * period of an instant is that of its minute. Not thread-safe: it remembers the last quarter of an hour.
 */
public final class CalendarZone {
    private static final long DAY_MS = 86_400_000L;
    private static final long QUARTER_MS = 900_000L;
    private static final int MONDAY_SHIFT = 3;

    private final ZoneId zone;
    private final ZoneRules rules;
    private final boolean utc;
    private long cachedQuarter = Long.MIN_VALUE;
    private long cachedOffsetMs;

    public CalendarZone(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
        this.utc = rules.isFixedOffset() && rules.getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
    }

    public ZoneId zone() {
        return zone;
    }

    /** The period of a calendar window an instant falls into. */
    public long period(Window window, long timeMs) {
        long epochDay = Math.floorDiv(timeMs + offsetMs(timeMs), DAY_MS);
        switch (window) {
            case DAY:
                return epochDay;
            case WEEK:
                return Math.floorDiv(epochDay + MONDAY_SHIFT, 7);
            case MONTH:
                LocalDate date = LocalDate.ofEpochDay(epochDay);
                return date.getYear() * 12L + date.getMonthValue() - 1;
            default:
                throw new IllegalArgumentException("Expected a calendar window, but got " + window.wireName());
        }
    }

    /** The first instant of the period an instant falls into, epoch ms. */
    public long periodStartMs(Window window, long timeMs) {
        return firstInstantMs(window, period(window, timeMs));
    }

    /** The first instant after the period an instant falls into, epoch ms. */
    public long periodEndMs(Window window, long timeMs) {
        return firstInstantMs(window, period(window, timeMs) + 1);
    }

    private long firstInstantMs(Window window, long period) {
        LocalDate first;
        switch (window) {
            case DAY:
                first = LocalDate.ofEpochDay(period);
                break;
            case WEEK:
                first = LocalDate.ofEpochDay(period * 7 - MONDAY_SHIFT);
                break;
            default:
                first = LocalDate.of((int) Math.floorDiv(period, 12), (int) Math.floorMod(period, 12) + 1, 1);
        }
        return first.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private long offsetMs(long timeMs) {
        if (utc) {
            return 0;
        }
        long quarter = Math.floorDiv(timeMs, QUARTER_MS);
        if (quarter != cachedQuarter) {
            cachedQuarter = quarter;
            cachedOffsetMs =
                    rules.getOffset(Instant.ofEpochMilli(quarter * QUARTER_MS)).getTotalSeconds() * 1000L;
        }
        return cachedOffsetMs;
    }
}
