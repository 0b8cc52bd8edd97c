package io.flyball.core.detect.spike;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Robust;
import io.flyball.core.model.NanoUsd;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** From when on 24 hours are a spike, by the 28 days before. Amounts are in dollars, days are counted backwards from 1. */
class SpikeBaselineTest {
    private static final int[] MONDAYS = {7, 14, 21, 28};

    @Test
    void withoutHistoryNothingIsASpike() {
        assertThat(SpikeBaseline.of(days(0)).thresholdNanoUsd()).isEqualTo(SpikeBaseline.NONE);
    }

    @Test
    void sixDaysAtWorkAreNoHistory() {
        // given
        long[] days = days(0);
        Arrays.fill(days, 0, 6, usd(10));
        // when
        SpikeBaseline baseline = SpikeBaseline.of(days);
        // then
        assertThat(baseline.thresholdNanoUsd()).isEqualTo(SpikeBaseline.NONE);
        assertThat(baseline.days()).isEqualTo(6);
    }

    @Test
    void sevenDaysAtWorkAreAHistoryWhateverLiesBetween() {
        // given
        long[] days = days(0);
        for (int day = 0; day < 28; day += 4) {
            days[day] = usd(10);
        }
        // when
        SpikeBaseline baseline = SpikeBaseline.of(days);
        // then
        assertThat(baseline.days()).isEqualTo(7);
        assertThat(baseline.medianNanoUsd()).isEqualTo(usd(10));
        assertThat(baseline.thresholdNanoUsd()).isEqualTo(usd(60));
    }

    @Test
    void evenDaysGiveSixTimesTheirMedian() {
        assertThat(SpikeBaseline.of(days(20)).thresholdNanoUsd()).isEqualTo(usd(120));
    }

    @Test
    void scatteredDaysGiveSixDeviations() {
        // given: median 10, MAD 9
        long[] days = days(0);
        long[] atWork = {1, 19, 1, 10, 18, 2, 19};
        for (int i = 0; i < atWork.length; i++) {
            days[i] = usd(atWork[i]);
        }
        // when
        SpikeBaseline baseline = SpikeBaseline.of(days);
        // then: 10 + 9 * 8.896
        assertThat(baseline.thresholdNanoUsd()).isEqualTo(90_064_000_000L);
    }

    @Test
    void theBusiestTenthOfTheDaysRaisesItFourfold() {
        // given: twenty days, two of them busy
        long[] days = twentyDaysOf(10);
        days[3] = usd(50);
        days[8] = usd(50);
        // when
        SpikeBaseline baseline = SpikeBaseline.of(days);
        // then
        assertThat(baseline.thresholdNanoUsd()).isEqualTo(usd(200));
    }

    @Test
    void oneOddDayOfTwentyRaisesNothing() {
        // given
        long[] days = twentyDaysOf(10);
        days[3] = usd(50);
        // when
        SpikeBaseline baseline = SpikeBaseline.of(days);
        // then
        assertThat(baseline.thresholdNanoUsd()).isEqualTo(usd(60));
    }

    @Test
    void aBatchThatIsUsualOnMondaysIsASpikeOnTuesdayAndOnSundayOnly() {
        // given: it began small three weeks ago and has cost $400 since
        long[] beforeMonday = days(10);
        beforeMonday[MONDAYS[0] - 1] = usd(400);
        beforeMonday[MONDAYS[1] - 1] = usd(400);
        beforeMonday[MONDAYS[2] - 1] = usd(90);
        beforeMonday[MONDAYS[3] - 1] = 0;
        // when
        SpikeBaseline monday = SpikeBaseline.of(beforeMonday);
        SpikeBaseline tuesday = SpikeBaseline.of(later(beforeMonday, 1));
        SpikeBaseline sunday = SpikeBaseline.of(later(beforeMonday, -1));
        // then
        assertThat(monday.thresholdNanoUsd()).isEqualTo(usd(800));
        assertThat(tuesday.thresholdNanoUsd()).isEqualTo(usd(360));
        assertThat(sunday.thresholdNanoUsd()).isEqualTo(usd(360));
    }

    @Test
    void twoMondaysMakeNoHourOfTheWeek() {
        // given
        long[] days = days(10);
        days[MONDAYS[0] - 1] = usd(400);
        days[MONDAYS[1] - 1] = usd(400);
        days[MONDAYS[2] - 1] = 0;
        days[MONDAYS[3] - 1] = 0;
        // when
        SpikeBaseline monday = SpikeBaseline.of(days);
        // then
        assertThat(monday.thresholdNanoUsd()).isEqualTo(usd(60));
    }

    @Test
    void amountsBeyondAnyDoNotWrap() {
        // given
        long[] days = new long[SpikeBaseline.DAYS];
        Arrays.fill(days, Long.MAX_VALUE);
        // when
        SpikeBaseline baseline = SpikeBaseline.of(days);
        // then
        assertThat(baseline.thresholdNanoUsd()).isEqualTo(6 * Robust.GREATEST);
    }

    private static long[] days(long usd) {
        long[] days = new long[SpikeBaseline.DAYS];
        Arrays.fill(days, usd(usd));
        return days;
    }

    private static long[] twentyDaysOf(long usd) {
        long[] days = days(0);
        Arrays.fill(days, 0, 20, usd(usd));
        return days;
    }

    /** The same history seen some days later. */
    private static long[] later(long[] days, int by) {
        long[] seen = days(10);
        for (int day = 0; day < days.length; day++) {
            if (day + by >= 0 && day + by < days.length) {
                seen[day + by] = days[day];
            }
        }
        return seen;
    }

    private static long usd(long usd) {
        return usd * NanoUsd.PER_USD;
    }
}
