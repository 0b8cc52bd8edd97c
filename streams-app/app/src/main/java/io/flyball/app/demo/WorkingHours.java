package io.flyball.app.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Random;

/** When people of one time zone work: mornings, a lunch dip, afternoons, few evenings, hardly any weekends. */
record WorkingHours(ZoneId zone) {
    private static final double NIGHT = .008;

    /** How busy that instant is, 0 to 1. */
    double intensityAt(long timeMs) {
        ZonedDateTime local = Instant.ofEpochMilli(timeMs).atZone(zone);
        int hour = local.getHour();
        DayOfWeek day = local.getDayOfWeek();
        if (day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY) {
            return hour >= 10 && hour < 18 ? .04 : NIGHT;
        }
        return switch (hour) {
            case 8 -> .4;
            case 9, 10, 11, 14, 15, 16 -> 1;
            case 12 -> .12;
            case 13 -> .7;
            case 17 -> .6;
            case 18, 19 -> .15;
            case 20, 21 -> .05;
            default -> NIGHT;
        };
    }

    /** The start of the next session after that instant: a Poisson process thinned by how busy each instant is. */
    long nextStartMs(long afterMs, long meanPauseMs, Random random) {
        long timeMs = afterMs;
        do {
            timeMs += 1 + pauseMs(meanPauseMs, random);
        } while (random.nextDouble() >= intensityAt(timeMs));
        return timeMs;
    }

    /** An exponentially distributed pause of that mean. */
    static long pauseMs(long meanMs, Random random) {
        return (long) (-meanMs * StrictMath.log(1 - random.nextDouble()));
    }
}
