package io.flyball.alerting.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Hours of the day in which people are left in peace, but for what is of high severity.
 *
 * @param from the first minute, in the zone
 * @param to the minute at which they end; equal to the first: there are none
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
    /** On a day without their end, or with clocks set forward over it, they go on until the next. */
    private static final int MOST_DAYS = 3;

    /** No quiet hours. */
    public static QuietHours none() {
        return new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"));
    }

    /** Reads {@code 22:00-07:00}; empty where it is something else. */
    public static Optional<QuietHours> parse(String text, ZoneId zone) {
        String[] ends = text.strip().split("-", -1);
        if (ends.length != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new QuietHours(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()), zone));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether an instant lies in them. */
    public boolean at(long epochMs) {
        LocalTime time = Instant.ofEpochMilli(epochMs).atZone(zone).toLocalTime();
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !from.equals(to) && (!time.isBefore(from) || time.isBefore(to));
    }

    /** When people may be told: the instant itself, or the end of the quiet hours it lies in. */
    public long endMs(long epochMs) {
        if (!at(epochMs)) {
            return epochMs;
        }
        Instant now = Instant.ofEpochMilli(epochMs);
        List<Instant> ends = new ArrayList<>();
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int day = 0; day <= MOST_DAYS; day++) {
            // Where clocks are set back a time comes twice.
            ZonedDateTime end = today.plusDays(day).atTime(to).atZone(zone);
            ends.add(end.toInstant());
            ends.add(end.withLaterOffsetAtOverlap().toInstant());
        }
        // Where they are set forward it may not come at all: then the hours end as the clocks are set.
        ZoneOffsetTransition change = zone.getRules().nextTransition(now);
        if (change != null) {
            ends.add(change.getInstant());
        }
        return ends.stream()
                .filter(end -> end.isAfter(now) && !at(end.toEpochMilli()))
                .min(Comparator.naturalOrder())
                .orElse(now)
                .toEpochMilli();
    }

    /** The next instant after this one at which a clock in the zone shows a time. */
    static long nextMs(long epochMs, LocalTime time, ZoneId zone) {
        ZonedDateTime now = Instant.ofEpochMilli(epochMs).atZone(zone);
        ZonedDateTime today = now.toLocalDate().atTime(time).atZone(zone);
        ZonedDateTime next = today.isAfter(now)
                ? today
                : now.toLocalDate().plusDays(1).atTime(time).atZone(zone);
        return next.toInstant().toEpochMilli();
    }
}
