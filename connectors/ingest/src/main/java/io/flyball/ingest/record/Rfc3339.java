package io.flyball.ingest.record;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times by RFC 3339, section 5.6. Stricter than {@code java.time}: an offset is required and its minutes are given, a
 * leap second is refused; digits past the millisecond are cut off, never rounded.
 */
public final class Rfc3339 {
    /** What {@link #epochMs} gives for a text that is no time. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final Pattern SHAPE = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d++))?(?:[Zz]|([+-])(\\d\\d):(\\d\\d))");
    private static final long MINUTE_MS = 60_000L;
    private static final long HOUR_MS = 3_600_000L;
    private static final long DAY_MS = 86_400_000L;

    private Rfc3339() {}

    /** Epoch ms, or {@link #INVALID}. */
    public static long epochMs(String text) {
        Matcher m = SHAPE.matcher(text);
        if (!m.matches()) {
            return INVALID;
        }
        int year = number(m, 1);
        int month = number(m, 2);
        int day = number(m, 3);
        int hour = number(m, 4);
        int minute = number(m, 5);
        int second = number(m, 6);
        if (!exists(year, month, day) || hour > 23 || minute > 59 || second > 59) {
            return INVALID;
        }
        long localMs = LocalDate.of(year, month, day).toEpochDay() * DAY_MS
                + hour * HOUR_MS
                + minute * MINUTE_MS
                + second * 1000L
                + milliseconds(m.group(7));
        return m.group(8) == null ? localMs : withOffset(localMs, m);
    }

    private static long withOffset(long localMs, Matcher m) {
        int hours = number(m, 9);
        int minutes = number(m, 10);
        if (hours > 23 || minutes > 59) {
            return INVALID;
        }
        long offsetMs = hours * HOUR_MS + minutes * MINUTE_MS;
        return "+".equals(m.group(8)) ? localMs - offsetMs : localMs + offsetMs;
    }

    private static boolean exists(int year, int month, int day) {
        return year >= 1
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private static int milliseconds(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00").substring(0, 3));
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }
}
