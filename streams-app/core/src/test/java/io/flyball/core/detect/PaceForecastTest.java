package io.flyball.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaceForecastTest {
    private static final long DAY_MS = 86_400_000L;
    /** A month of 30 days. */
    private static final long START_MS = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();

    private static final long END_MS = START_MS + 30 * DAY_MS;

    @Test
    void saysOnWhichDayTheBudgetIsUsedUp() {
        // when: 100 of 200 dollars are spent on the 11th, 70 of them in the last seven days
        PaceForecast forecast = Objects.requireNonNull(forecast(10, 100, 70));
        // then: ten dollars a day, so ten days more
        assertThat(forecast.usedUpAtMs()).isEqualTo(START_MS + 20 * DAY_MS);
        assertThat(forecast.opened("id", new Scope(Dimension.USER, "ann")).text())
                .isEqualTo("user:ann has spent $100.00 of its $200.00 budget for the month, and at the pace of the last"
                        + " seven days ($70.00) it is used up on Sunday 21 June, 00:00 (Z), before the period ends;"
                        + " spend less, or ask for more in time.");
    }

    @Test
    void isSilentWhereTheBudgetLastsUntilTheLastTenthOfItsPeriod() {
        // the last tenth of the month begins three days before its end, which 5.88 dollars a day reach on the 27th
        assertThat(forecast(10, 100, 41)).isNull();
        assertThat(forecast(10, 100, 42)).isNotNull();
    }

    @Test
    void isSilentBeforeAQuarterIsSpentAndWhenAllOfItIs() {
        assertThat(forecast(3, 49, 49)).isNull();
        assertThat(forecast(3, 50, 50)).isNotNull();
        assertThat(forecast(20, 199, 100)).isNotNull();
        assertThat(forecast(20, 200, 100)).isNull();
    }

    @Test
    void saysNothingOfWhomDidNotSpendForAWeek() {
        assertThat(forecast(20, 100, 0)).isNull();
    }

    private static @Nullable PaceForecast forecast(long day, long spentUsd, long weekUsd) {
        return PaceForecast.of(
                START_MS + day * DAY_MS,
                "month",
                ZoneOffset.UTC,
                200 * NanoUsd.PER_USD,
                spentUsd * NanoUsd.PER_USD,
                weekUsd * NanoUsd.PER_USD,
                START_MS,
                END_MS);
    }
}
