package io.flyball.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A budget of $100 for April, of which something is spent by the tenth. */
class PaceForecastTest {
    private static final long START_MS = Instant.parse("2026-04-01T00:00:00Z").toEpochMilli();
    private static final long NOW_MS = Instant.parse("2026-04-10T00:00:00Z").toEpochMilli();
    private static final long END_MS = Instant.parse("2026-05-01T00:00:00Z").toEpochMilli();
    private static final long BUDGET = 100_000_000_000L;
    private static final long HALF = BUDGET / 2;

    @Test
    void saysWhenItIsUsedUpAtThePaceOfAWeek() {
        // when: another half at 35 a week takes ten days
        PaceForecast forecast = Objects.requireNonNull(forecast(HALF, BUDGET * 35 / 100));
        // then
        assertThat(Instant.ofEpochMilli(forecast.usedUpAtMs())).isEqualTo(Instant.parse("2026-04-20T00:00:00Z"));
        assertThat(forecast.key()).isEqualTo("forecast/month/100000000000");
        assertThat(forecast.kind()).isEqualTo(FindingKind.PACE);
        assertThat(forecast.confidencePercent()).isEqualTo(80);
        assertThat(forecast.costNanoUsd()).isEqualTo(HALF);
    }

    @ParameterizedTest
    @CsvSource({"24999999999, false", "25000000000, true", "99999999999, true", "100000000000, false"})
    void isToldFromAQuarterOfTheBudgetOnUntilItIsUsedUp(long spentNanoUsd, boolean told) {
        assertThat(forecast(spentNanoUsd, BUDGET) != null).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"700, true", "699, false", "0, false"})
    void isToldWhereItEndsATenthOfThePeriodBeforeIt(long weekNanoUsd, boolean told) {
        // given: 1,800 are left, which 700 a week spend in 18 days, by the 28th; the last three days do not count
        PaceForecast forecast =
                PaceForecast.of(NOW_MS, "month", ZoneOffset.UTC, 3_600, 1_800, weekNanoUsd, START_MS, END_MS);
        // when, then
        assertThat(forecast != null).isEqualTo(told);
    }

    @Test
    void saysWhatAndWhenAndWhatToDo() {
        // given
        PaceForecast forecast = Objects.requireNonNull(forecast(HALF, BUDGET * 35 / 100));
        // when
        Finding finding = forecast.opened("id", new Scope(Dimension.USER, "ann"));
        // then
        assertThat(finding.text())
                .isEqualTo(
                        "user:ann has spent $50.00 of its $100.00 budget for the month, and at the pace of the last seven"
                                + " days ($35.00) it is used up on Monday 20 April, 00:00 (Z), before the period ends; spend less,"
                                + " or ask for more in time.");
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.evidence())
                .containsEntry("budget_nano_usd", "100000000000")
                .containsEntry("spent_nano_usd", "50000000000")
                .containsEntry("seven_days_nano_usd", "35000000000")
                .containsEntry("used_up_at", "2026-04-20T00:00:00Z")
                .containsEntry("period_ends_at", "2026-05-01T00:00:00Z");
    }

    private static @Nullable PaceForecast forecast(long spentNanoUsd, long weekNanoUsd) {
        return PaceForecast.of(NOW_MS, "month", ZoneOffset.UTC, BUDGET, spentNanoUsd, weekNanoUsd, START_MS, END_MS);
    }
}
