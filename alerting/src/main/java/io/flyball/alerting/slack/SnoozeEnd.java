package io.flyball.alerting.slack;

import java.util.Optional;

/** For how long something may be intended, or more be given. */
enum SnoozeEnd {
    HOURS_4("4h", "4 hours", 4),
    DAY("1d", "1 day", 24),
    DAYS_3("3d", "3 days", 72),
    WEEK("7d", "7 days", 168);

    private static final long HOUR_MS = 3_600_000;

    private final String wireName;
    private final String words;
    private final int hours;

    SnoozeEnd(String wireName, String words, int hours) {
        this.wireName = wireName;
        this.words = words;
        this.hours = hours;
    }

    String wireName() {
        return wireName;
    }

    String words() {
        return words;
    }

    long untilMs(long fromMs) {
        return fromMs + hours * HOUR_MS;
    }

    static Optional<SnoozeEnd> ofWireName(String name) {
        for (SnoozeEnd end : values()) {
            if (end.wireName.equals(name)) {
                return Optional.of(end);
            }
        }
        return Optional.empty();
    }
}
