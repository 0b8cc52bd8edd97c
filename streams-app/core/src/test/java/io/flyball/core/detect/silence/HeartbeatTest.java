package io.flyball.core.detect.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.Severity;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.InMemoryRows;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.ScopeSpend;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sources with rhythms of several kinds, heard last on Wednesday 1 April at 10:59. Hours count from there. */
class HeartbeatTest {
    private static final long HOUR_MS = 3_600_000L;
    private static final long QUARTER_MS = 900_000L;
    private static final long TEN = Instant.parse("2026-04-01T10:00:00Z").toEpochMilli();
    private static final long HOURS_PER_WEEK = 168;

    private final ScopeSpend source = new ScopeSpend();
    private final InMemoryRows rows = new InMemoryRows();

    @Test
    void threeEmptyHoursAreSilence() {
        // given
        reports(4, hour -> 400);
        // when: 11, 12 and 13 o'clock are over, and a quarter of an hour more
        SilenceSighting sighting = look(TEN + 4 * HOUR_MS + QUARTER_MS);
        // then
        assertThat(sighting)
                .isEqualTo(new SilenceSighting(
                        TEN + 4 * HOUR_MS + QUARTER_MS, TEN + HOUR_MS - 1, 1200, 400 * (4 * HOURS_PER_WEEK + 1)));
    }

    @Test
    void beforeTheQuarterItIsTooEarlyToSay() {
        // given
        reports(4, hour -> 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS - 1)).isNull();
    }

    @Test
    void twoEmptyHoursAreNone() {
        // given
        reports(4, hour -> 4000);
        // when, then
        assertThat(look(TEN + 3 * HOUR_MS + QUARTER_MS)).isNull();
    }

    @Test
    void itTakesSevenHundredMissingCalls() {
        // given
        reports(4, hour -> hour % 3 == 0 ? 234 : 233);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS))
                .extracting(SilenceSighting::missingCalls)
                .isEqualTo(700L);
    }

    @Test
    void oneFewerIsNotEnough() {
        // given
        reports(4, hour -> 233);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNull();
    }

    @Test
    void hoursOfNineteenCallsProveNothing() {
        // given
        reports(4, hour -> 19);
        // when, then
        assertThat(look(TEN + 60 * HOUR_MS)).isNull();
    }

    @Test
    void hoursOfTwentyDoWhenThereAreEnough() {
        // given
        reports(4, hour -> 20);
        // when, then
        assertThat(look(TEN + 36 * HOUR_MS + QUARTER_MS - 1)).isNull();
        assertThat(look(TEN + 36 * HOUR_MS + QUARTER_MS)).isNotNull();
    }

    @Test
    void aSourceKnownForTwoWeeksMustMissTwiceAsMany() {
        // given
        reports(2, hour -> 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNull();
        assertThat(look(TEN + 5 * HOUR_MS + QUARTER_MS)).isNotNull();
    }

    @Test
    void aSourceKnownForThreeWeeksIsKnownWell() {
        // given
        reports(3, hour -> 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNotNull();
    }

    @Test
    void anHourLessIsNotThreeWeeks() {
        // given
        reports(3 * HOURS_PER_WEEK - 1, 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNull();
    }

    @Test
    void aSourceNotKnownForAWeekIsNeverSilent() {
        // given
        reports(HOURS_PER_WEEK - 4, 4000);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNull();
    }

    @Test
    void theFirstHourOfASourceMayNotHaveBeenAWholeOne() {
        // given: of the three empty hours only two were whole ones a week before
        reports(HOURS_PER_WEEK - 1, 4000);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNull();
        assertThat(look(TEN + 5 * HOUR_MS + QUARTER_MS))
                .extracting(SilenceSighting::missingCalls)
                .isEqualTo(12_000L);
    }

    @Test
    void anOfficeIsNotSilentByNight() {
        // given: from 3 to 10 o'clock
        reports(4, hour -> Math.floorMod(10 + hour, 24L) >= 3 && Math.floorMod(10 + hour, 24L) <= 10 ? 400 : 0);
        // when, then
        assertThat(look(TEN + 16 * HOUR_MS)).isNull();
        assertThat(look(TEN + 20 * HOUR_MS + QUARTER_MS)).isNotNull();
    }

    @Test
    void aWeeklyBatchIsNotMissedOnAnotherDay() {
        // given: it ran a week ago at these hours, as on all Wednesdays; on the days between there is little
        reports(4, hour -> Math.floorMod(hour, HOURS_PER_WEEK) <= 8 ? 4000 : 30);
        // when: expected is no more than in one of the last three days
        SilenceSighting sighting = look(TEN + 7 * HOUR_MS + QUARTER_MS);
        // then
        assertThat(sighting).isNull();
    }

    @Test
    void theBestOfTheLastThreeDaysCounts() {
        // given: nothing yesterday and the day before, but three days ago
        reports(4, hour -> hour > -48 && hour < -12 ? 0 : 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNotNull();
    }

    @Test
    void nothingForThreeDaysIsNoRhythmAnyMore() {
        // given
        reports(4, hour -> hour > -72 && hour < -12 ? 0 : 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNull();
    }

    @Test
    void oneOddWeekOfThreeMovesNothing() {
        // given: a week ago the system was down
        reports(4, hour -> hour >= -170 && hour <= -160 ? 0 : 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS))
                .extracting(SilenceSighting::missingCalls)
                .isEqualTo(1200L);
    }

    @Test
    void norDoesOneInTheMiddle() {
        // given
        reports(4, hour -> hour >= -338 && hour <= -328 ? 0 : 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS))
                .extracting(SilenceSighting::missingCalls)
                .isEqualTo(1200L);
    }

    @Test
    void twoOfThreeDo() {
        // given
        reports(4, hour -> hour >= -340 && hour <= -160 && Math.floorMod(hour, HOURS_PER_WEEK) < 10 ? 0 : 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNull();
    }

    @Test
    void aSourceThatFadesHasAHoliday() {
        // given: in the three hours before it was last heard less than half of what is usual
        reports(4, hour -> hour >= -3 && hour < 0 ? (hour == -1 ? 199 : 200) : 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNull();
    }

    @Test
    void oneThatReportedHalfDoesNot() {
        // given
        reports(4, hour -> hour >= -3 && hour < 0 ? 200 : 400);
        // when, then
        assertThat(look(TEN + 4 * HOUR_MS + QUARTER_MS)).isNotNull();
    }

    @Test
    void itIsLookedAtAQuarterPastEachHour() {
        assertThat(Heartbeat.nextLookMs(TEN)).isEqualTo(TEN + QUARTER_MS);
        assertThat(Heartbeat.nextLookMs(TEN + QUARTER_MS)).isEqualTo(TEN + HOUR_MS + QUARTER_MS);
        assertThat(Heartbeat.latestLookMs(TEN + QUARTER_MS)).isEqualTo(TEN + QUARTER_MS);
        assertThat(Heartbeat.latestLookMs(TEN + QUARTER_MS - 1)).isEqualTo(TEN - HOUR_MS + QUARTER_MS);
    }

    @Test
    void afterAWeekNobodyExpectsItAnyMore() {
        assertThat(Heartbeat.isGivenUp(TEN, TEN + HOURS_PER_WEEK * HOUR_MS)).isFalse();
        assertThat(Heartbeat.isGivenUp(TEN, TEN + HOURS_PER_WEEK * HOUR_MS + 1)).isTrue();
    }

    @Test
    void saysSinceWhenAndWhatToDo() {
        // given
        SilenceSighting sighting = new SilenceSighting(TEN + 4 * HOUR_MS + QUARTER_MS, TEN + HOUR_MS, 1200, 9000);
        // when
        Finding finding = sighting.opened("id", new Scope(Dimension.SOURCE, "gateway"));
        // then
        assertThat(finding.text())
                .isEqualTo(
                        "source:gateway has reported nothing since 2026-04-01T11:00:00Z, where at least 1200 calls were"
                                + " to be expected by what it did at these hours of the weeks before: see whether it still sends;"
                                + " what it does not report is spent all the same.");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.evidence())
                .containsEntry("last_heard", "2026-04-01T11:00:00Z")
                .containsEntry("missing_calls", "1200")
                .containsEntry("calls_in_total", "9000")
                .containsEntry("silent_minutes", "195");
        assertThat(sighting.confidencePercent()).isEqualTo(95);
        assertThat(sighting.costNanoUsd()).isZero();
    }

    private void reports(long weeks, LongUnaryOperator callsInHour) {
        for (long hour = -weeks * HOURS_PER_WEEK; hour <= 0; hour++) {
            report(hour, callsInHour.applyAsLong(hour));
        }
    }

    private void reports(long hours, long callsInHour) {
        for (long hour = -hours; hour <= 0; hour++) {
            report(hour, callsInHour);
        }
    }

    private void report(long hour, long calls) {
        if (calls > 0) {
            Measures measures = new Measures();
            measures.set(1, calls);
            source.add(
                    TEN + (hour + 1) * HOUR_MS - 1, measures, rows, RowLayout.CHUNKS, new CalendarZone(ZoneOffset.UTC));
        }
    }

    private @Nullable SilenceSighting look(long nowMs) {
        return Heartbeat.look(source, rows, RowLayout.CHUNKS, nowMs);
    }
}
