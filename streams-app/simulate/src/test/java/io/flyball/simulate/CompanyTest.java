package io.flyball.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.UsageEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanyTest {
    private static final CompanyPlan QUIET =
            new CompanyPlan(CompanyPlan.small().startMs(), 28, 120, 12, 4, 4, 25, 20, AnomalyPlan.none());

    private Recorded recorded;
    private List<UsageEvent> byPeople;

    @BeforeAll
    void runThroughFourWeeks() {
        recorded = Recorded.of(QUIET, 9);
        byPeople = recorded.events().stream()
                .filter(event -> event.user().startsWith("dev-"))
                .toList();
    }

    @Test
    void peopleWorkOnWorkdays() {
        // when
        long onWeekends =
                byPeople.stream().filter(event -> isWeekend(event.timeMs())).count();

        // then
        // nearly all of these two days of seven is free, but Friday evening in Los Angeles is Saturday in UTC
        assertThat(onWeekends * 8).isPositive().isLessThan(byPeople.size() - onWeekends);
    }

    @Test
    void somebodyIsAtWorkAtAnyHourOfAWeekday() {
        // when
        List<Integer> hours = byPeople.stream()
                .filter(event -> !isWeekend(event.timeMs()))
                .map(event -> Instant.ofEpochMilli(event.timeMs())
                        .atOffset(ZoneOffset.UTC)
                        .getHour())
                .distinct()
                .toList();

        // then
        assertThat(hours).hasSize(24);
    }

    @Test
    void aTenthOfThePeopleSpendsMoreThanAThirdOfTheMoney() {
        // given
        Map<String, Long> spent = byPeople.stream()
                .collect(Collectors.groupingBy(
                        UsageEvent::user, Collectors.summingLong(recorded.company()::listPriceNanoUsd)));

        // when
        List<Long> greatestFirst =
                spent.values().stream().sorted(Comparator.reverseOrder()).toList();

        // then
        long total = sum(greatestFirst);
        assertThat(sum(greatestFirst.subList(0, 12)) * 3).isGreaterThan(total);
        assertThat(greatestFirst).hasSizeGreaterThan(100);
    }

    @Test
    void aTeamThatLaunchesWorksMoreThanBefore() {
        // given
        List<Launch> launches = recorded.company().launches();

        // when
        double inLaunches = launches.stream()
                .mapToDouble(launch -> callsPerDay(launch.team(), launch.startMs(), launch.endMs()))
                .sum();
        double overall = launches.stream()
                .mapToDouble(launch -> callsPerDay(launch.team(), QUIET.startMs(), QUIET.endMs()))
                .sum();

        // then
        assertThat(launches).isNotEmpty();
        assertThat(inLaunches).isGreaterThan(overall * 1.2);
    }

    @Test
    void someJoinAndSomeLeaveOnTheWay() {
        // when
        List<LocalDate> firstDays = byPeople.stream()
                .collect(Collectors.toMap(UsageEvent::user, event -> event, (first, later) -> first))
                .values()
                .stream()
                .map(event -> day(event.timeMs()))
                .toList();

        // then
        LocalDate secondWeek = day(QUIET.startMs()).plusDays(9);
        assertThat(firstDays).filteredOn(day -> day.isAfter(secondWeek)).hasSizeBetween(3, 30);
    }

    @Test
    void serviceAccountsWorkAtNightAndOnSundays() {
        // when
        List<UsageEvent> weekly = recorded.events().stream()
                .filter(event -> event.user().equals("batch-04"))
                .toList();

        // then
        assertThat(weekly).isNotEmpty().allMatch(event -> isWeekend(event.timeMs()));
        assertThat(recorded.events()).anyMatch(event -> event.user().equals("batch-03"));
        assertThat(recorded.events()).anyMatch(event -> event.user().equals("ci-01"));
    }

    @Test
    void theUsualDayIsAboutWhatPeopleSpendOnAWorkingDay() {
        // given
        double usual = byPeople.stream()
                .map(UsageEvent::user)
                .distinct()
                .mapToDouble(user -> recorded.company().usualDayNanoUsd(user))
                .sum();

        // when
        double spentADay = byPeople.stream()
                        .mapToLong(recorded.company()::listPriceNanoUsd)
                        .sum()
                / 20.0;

        // then
        assertThat(spentADay).isBetween(usual * .6, usual * 1.6);
    }

    @Test
    void nobodysUsualDayIsRefused() {
        assertThatThrownBy(() -> recorded.company().usualDayNanoUsd("dev-999@example.test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev-999@example.test")
                .hasMessageContaining("directory()");
    }

    @Test
    void aPlanThatCannotBeIsRefusedWithItsMend() {
        assertThatThrownBy(() -> CompanyPlan.small().withDays(0))
                .hasMessage("Expected days of 1 or more, but got 0: leave the company out instead");
        assertThatThrownBy(() -> CompanyPlan.small().withBareGatewayPercent(101))
                .hasMessageContaining("101")
                .hasMessageContaining("0 leaves every gateway its fingerprints");
        assertThatThrownBy(() -> new CompanyPlan(0, 1, 3, 4, 0, 1, 0, 1, AnomalyPlan.none()))
                .hasMessageContaining("plan fewer teams or more users");
        assertThatThrownBy(() -> AnomalyPlan.standard().withBurnPercent(0)).hasMessageContaining("50 and 300");
        assertThatThrownBy(() -> AnomalyPlan.standard().withCadenceJitterPercent(-1))
                .hasMessageContaining("cadenceJitterPercent");
    }

    private double callsPerDay(String team, long fromMs, long untilMs) {
        long calls = byPeople.stream()
                .filter(event -> event.team().equals(team) && event.timeMs() >= fromMs && event.timeMs() < untilMs)
                .count();
        return (double) calls * CompanyPlan.DAY_MS / (untilMs - fromMs);
    }

    private static long sum(List<Long> amounts) {
        return amounts.stream().mapToLong(Long::longValue).sum();
    }

    private static LocalDate day(long timeMs) {
        return Instant.ofEpochMilli(timeMs).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static boolean isWeekend(long timeMs) {
        DayOfWeek day = day(timeMs).getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }
}
