package io.flyball.app.backtest;

import io.flyball.core.spend.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Event time along the width of a picture: places, ticks at local midnights or round hours, and how wide a bar is. */
final class TimeAxis {
    private static final int MOST_TICKS = 11;
    private static final int LEAST_BAR_PX = 3;
    private static final List<Integer> BAR_HOURS = List.of(1, 2, 3, 6, 12, 24, 48, 168, 720);
    private static final List<Duration> STEPS = List.of(
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(14),
            Duration.ofDays(30),
            Duration.ofDays(90));

    private final long startMs;
    private final long endMs;
    private final int left;
    private final int width;
    private final ZoneId zone;

    /** A mark on the axis. */
    record Tick(int x, String label) {}

    /** From the hour of one instant to the end of the hour of another. */
    TimeAxis(long fromMs, long toMs, int left, int width, ZoneId zone) {
        this.startMs = Slice.HOUR.slotOf(fromMs) * Slice.HOUR.lengthMs();
        this.endMs = (Slice.HOUR.slotOf(toMs) + 1) * Slice.HOUR.lengthMs();
        this.left = left;
        this.width = width;
        this.zone = zone;
    }

    /** The place of an instant, kept inside the picture. */
    int x(long timeMs) {
        long inside = Math.max(startMs, Math.min(endMs, timeMs));
        return left + (int) (width * (inside - startMs) / (endMs - startMs));
    }

    int left() {
        return left;
    }

    int right() {
        return left + width;
    }

    /** How many hours a bar stands for, so that it can be seen. */
    int hoursPerBar() {
        long hours = (endMs - startMs) / Slice.HOUR.lengthMs();
        for (int perBar : BAR_HOURS) {
            if (width * perBar / hours >= LEAST_BAR_PX) {
                return perBar;
            }
        }
        return BAR_HOURS.get(BAR_HOURS.size() - 1);
    }

    /** The first hour of the bar that an hour since the epoch belongs to. */
    long barOf(long hour) {
        long startHour = startMs / Slice.HOUR.lengthMs();
        return startHour + (hour - startHour) / hoursPerBar() * hoursPerBar();
    }

    List<Tick> ticks() {
        Duration step = STEPS.stream()
                .filter(s -> (endMs - startMs) / s.toMillis() <= MOST_TICKS)
                .findFirst()
                .orElse(Duration.ofMillis((endMs - startMs) / MOST_TICKS));
        boolean byDay = step.compareTo(Duration.ofDays(1)) >= 0;
        DateTimeFormatter format = DateTimeFormatter.ofPattern(byDay ? "EEE d MMM" : "d MMM HH:mm", Locale.ENGLISH);
        List<Tick> ticks = new ArrayList<>();
        ZonedDateTime at = Instant.ofEpochMilli(startMs).atZone(zone).truncatedTo(ChronoUnit.DAYS);
        while (at.toInstant().toEpochMilli() <= endMs) {
            long timeMs = at.toInstant().toEpochMilli();
            if (timeMs >= startMs) {
                ticks.add(new Tick(x(timeMs), format.format(at)));
            }
            // Local days are not all of 24 hours: midnights stay midnights.
            at = byDay ? at.plusDays(step.toDays()) : at.plus(step);
        }
        return ticks;
    }
}
