package io.flyball.alerting.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QuietHoursPropertyTest {
    private static final long MINUTE_MS = 60_000;
    private static final int MINUTES_A_DAY = 1_440;
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Example
    void endInTheHourThatClocksRepeatAlsoTheSecondTime() {
        // given
        QuietHours hours = new QuietHours(LocalTime.of(22, 0), LocalTime.of(2, 30), BERLIN);
        long secondQuarterPastTwo = Instant.parse("2026-10-25T01:15:00Z").toEpochMilli();
        // when
        long endMs = hours.endMs(secondQuarterPastTwo);
        // then
        assertThat(Instant.ofEpochMilli(endMs)).isEqualTo("2026-10-25T01:30:00Z");
    }

    @Property(tries = 500)
    void endAtTheFirstMinuteThatIsNotOneOfThem(@ForAll("cases") Case of) {
        // given
        long minuteMs = of.atMs();
        while (of.hours().at(minuteMs)) {
            minuteMs += MINUTE_MS;
        }
        // when
        long endMs = of.hours().endMs(of.atMs());
        // then
        assertThat(Instant.ofEpochMilli(endMs)).isEqualTo(Instant.ofEpochMilli(minuteMs));
    }

    record Case(QuietHours hours, long atMs) {}

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<ZoneId> zones = Arbitraries.of(
                        "Europe/Berlin",
                        "America/New_York",
                        "America/Havana",
                        "Atlantic/Azores",
                        "Australia/Lord_Howe",
                        "America/Nuuk",
                        "Asia/Kathmandu",
                        "UTC")
                .map(ZoneId::of);
        Arbitrary<LocalTime> times =
                Arbitraries.integers().between(0, MINUTES_A_DAY - 1).map(m -> LocalTime.ofSecondOfDay(m * 60L));
        return Combinators.combine(zones, times, times, instants())
                .as((zone, from, to, minute) -> new Case(new QuietHours(from, to, zone), near(zone, minute)));
    }

    /** A minute of the year; every other one is moved to within a day of a change of the clocks. */
    private static Arbitrary<Integer> instants() {
        return Arbitraries.integers().between(0, 365 * MINUTES_A_DAY - 1);
    }

    private static long near(ZoneId zone, int minute) {
        Instant at = NEW_YEAR.plusSeconds(minute * 60L);
        ZoneOffsetTransition change = zone.getRules().nextTransition(at);
        if (minute % 2 == 0 || change == null) {
            return at.toEpochMilli();
        }
        ZonedDateTime day = change.getInstant().minusSeconds(86_400).atZone(zone);
        return day.toInstant().plusSeconds(minute % (2 * MINUTES_A_DAY) * 60L).toEpochMilli();
    }
}
