package io.flyball.app.backtest;

import static io.flyball.app.backtest.Outcomes.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimeAxisTest {
    @Test
    void ticksStandAtLocalMidnightsAlsoWhereADayHas23Hours() {
        // given: Berlin's clocks go forward on 29 March 2026
        TimeAxis axis = new TimeAxis(
                at("2026-03-26T12:00:00Z"), at("2026-04-01T12:00:00Z"), 0, 1000, ZoneId.of("Europe/Berlin"));

        // then
        assertThat(axis.ticks())
                .extracting(TimeAxis.Tick::label)
                .containsExactly("Fri 27 Mar", "Sat 28 Mar", "Sun 29 Mar", "Mon 30 Mar", "Tue 31 Mar", "Wed 1 Apr");
        assertThat(axis.ticks().get(0).x()).isEqualTo(axis.x(at("2026-03-26T23:00:00Z")));
        assertThat(axis.ticks().get(5).x()).isEqualTo(axis.x(at("2026-03-31T22:00:00Z")));
    }

    @Test
    void anHourOfInputHasTicksToo() {
        // given
        TimeAxis axis = new TimeAxis(at("2026-03-26T12:10:00Z"), at("2026-03-26T12:20:00Z"), 0, 1000, ZoneOffset.UTC);

        // then
        assertThat(axis.ticks()).extracting(TimeAxis.Tick::label).containsExactly("26 Mar 12:00", "26 Mar 13:00");
        assertThat(axis.hoursPerBar()).isEqualTo(1);
    }

    @Test
    void aBarIsWideEnoughToBeSeenHoweverLongTheInput() {
        // given
        TimeAxis axis = new TimeAxis(at("2025-03-26T12:00:00Z"), at("2026-03-26T12:00:00Z"), 0, 900, ZoneOffset.UTC);

        // then
        assertThat(axis.hoursPerBar()).isEqualTo(48);
        assertThat(axis.ticks()).hasSizeBetween(2, 12);
    }
}
