package io.flyball.alerting.words;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as people read them. */
public final class SlackTime {
    private static final DateTimeFormatter UTC_MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** The last instant of the year 9999; what lies at or beyond it means "no end". */
    private static final long LAST_MS = 253_402_300_799_999L;

    private SlackTime() {}

    /** To the minute, in UTC. */
    public static String utc(long epochMs) {
        return UTC_MINUTE.format(Instant.ofEpochMilli(epochMs));
    }

    /** In the time zone of each reader, by Slack's date token; UTC where a client cannot. */
    public static String mrkdwn(long epochMs) {
        if (epochMs < 0 || !isAnEnd(epochMs)) {
            return utc(epochMs);
        }
        return "<!date^" + epochMs / 1_000 + "^{date_short_pretty} {time}|" + utc(epochMs) + ">";
    }

    /** Whether it is an instant that comes, and not one that stands for "never". */
    public static boolean isAnEnd(long epochMs) {
        return epochMs < LAST_MS;
    }
}
