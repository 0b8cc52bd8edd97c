package io.flyball.app.files;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants and durations as people write them. */
public final class Times {
    /** RFC 3339: unlike the JDK's own format it wants seconds, and an offset in hours and minutes. */
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-]\\d\\d:\\d\\d)");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");

    private Times() {}

    /** Epoch ms of an RFC 3339 time; finer digits are cut off. */
    public static OptionalLong epochMs(String text) {
        try {
            return RFC_3339.matcher(text).matches()
                    ? OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli())
                    : OptionalLong.empty();
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    /** Milliseconds of a whole number with s, m, h or d. */
    public static OptionalLong durationMs(String text) {
        Matcher m = DURATION.matcher(text);
        if (!m.matches()) {
            return OptionalLong.empty();
        }
        long unitMs =
                switch (m.group(2)) {
                    case "s" -> 1_000L;
                    case "m" -> 60_000L;
                    case "h" -> 3_600_000L;
                    default -> 86_400_000L;
                };
        return OptionalLong.of(Long.parseLong(m.group(1)) * unitMs);
    }
}
