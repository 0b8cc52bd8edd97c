package io.flyball.app.house.violations.core;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.LongSupplier;

final class ReadsTheClock {
    private ReadsTheClock() {}

    static Instant instant() {
        return Instant.now();
    }

    static LocalDate day() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    static Clock clock() {
        return Clock.systemUTC();
    }

    static long millis() {
        return System.currentTimeMillis();
    }

    static long nanos() {
        return System.nanoTime();
    }

    static LongSupplier reference() {
        return System::nanoTime;
    }

    @SuppressWarnings("JavaUtilDate")
    static Date date() {
        return new Date();
    }
}
