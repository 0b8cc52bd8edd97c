package io.flyball.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.TokenClass;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompanyTrafficTest {
    private static final long HOUR_MS = 3_600_000L;
    private static final long THURSDAY_NOON_MS =
            Instant.parse("2026-06-18T12:00:00Z").toEpochMilli();
    private static final long FOUR_THOUSAND_USD = 4_000_000_000_000L;
    private static final CompanyShape SHAPE = CompanyShape.standard();

    private final CompanyTraffic traffic = new CompanyTraffic(7, SHAPE);

    @Test
    void makesTheSameEventsFromTheSameSeedAndInstant() {
        // given
        CompanyTraffic twin = new CompanyTraffic(7, SHAPE);
        // when
        List<UsageEvent> history = all(traffic.backfill(THURSDAY_NOON_MS));
        // then
        assertThat(all(twin.backfill(THURSDAY_NOON_MS)).equals(history)).isTrue();
        assertThat(first(2_000, twin.live(THURSDAY_NOON_MS)).equals(first(2_000, traffic.live(THURSDAY_NOON_MS))))
                .isTrue();
        assertThat(all(new CompanyTraffic(8, SHAPE).backfill(THURSDAY_NOON_MS)).equals(history))
                .isFalse();
    }

    @Test
    void runsInTimeOrderFromThreeDaysAgoThroughTheLiveMinute() {
        // when
        List<UsageEvent> events = historyAndLive(3_000);
        // then
        assertThat(events).extracting(UsageEvent::timeMs).isSorted();
        assertThat(events.get(0).timeMs())
                .isBetween(
                        THURSDAY_NOON_MS - CompanyTraffic.BACKFILL_MS,
                        THURSDAY_NOON_MS - CompanyTraffic.BACKFILL_MS + HOUR_MS);
    }

    @Test
    void givesEveryCallAnIdOfItsOwn() {
        // when
        List<UsageEvent> events = historyAndLive(3_000);
        // then
        assertThat(events).extracting(UsageEvent::eventId).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void keepsTheHistorySmallEnoughToBeConsumedInSecondsOnEveryDayOfTheWeek(int day) {
        // when
        int events =
                all(traffic.backfill(THURSDAY_NOON_MS + day * 24L * HOUR_MS)).size();
        // then
        assertThat(events).isBetween(20_000, 60_000);
    }

    @Test
    void showsWorkingHoursTheLunchDipAndTheWeekend() {
        // given
        long mondayMs = Instant.parse("2026-06-22T00:00:00Z").toEpochMilli();
        List<UsageEvent> berlin = until(mondayMs + 5 * 24 * HOUR_MS, traffic.live(mondayMs - 2 * 24 * HOUR_MS)).stream()
                .filter(e -> e.team().equals("payments") && !e.user().equals(SHAPE.loopingUser()))
                .toList();
        // when
        Map<Integer, Long> byHour = berlin.stream()
                .filter(e -> e.timeMs() >= mondayMs)
                .collect(Collectors.groupingBy(e -> hourIn("Europe/Berlin", e), Collectors.counting()));
        // then
        assertThat(byHour.get(10)).isGreaterThan(byHour.getOrDefault(12, 0L) * 3 / 2);
        assertThat(byHour.get(15)).isGreaterThan(10 * byHour.getOrDefault(3, 0L));
        long weekend = berlin.stream().filter(e -> e.timeMs() < mondayMs).count();
        long twoWorkingDays = berlin.stream()
                .filter(e -> e.timeMs() >= mondayMs && e.timeMs() < mondayMs + 2 * 24 * HOUR_MS)
                .count();
        assertThat(twoWorkingDays).isGreaterThan(5 * weekend);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 42, -1})
    void crossesFourThousandDollarsTwentySecondsIntoTheLiveMinute(long seed) {
        // given
        CompanyTraffic seeded = new CompanyTraffic(seed, SHAPE);
        long windowStartMs = THURSDAY_NOON_MS - 71 * HOUR_MS;
        long spent = all(seeded.backfill(THURSDAY_NOON_MS)).stream()
                .filter(e -> e.user().equals(SHAPE.burningUser()) && e.timeMs() >= windowStartMs)
                .mapToLong(CompanyTrafficTest::listPriceNanoUsd)
                .sum();
        // when
        long crossedAtMs = -1;
        TrafficStream live = seeded.live(THURSDAY_NOON_MS);
        for (long sum = spent; sum < FOUR_THOUSAND_USD; ) {
            UsageEvent event = live.nextEvent();
            if (event.user().equals(SHAPE.burningUser())) {
                sum += listPriceNanoUsd(event);
                crossedAtMs = event.timeMs();
            }
        }
        // then
        assertThat(spent).isBetween(3_990_000_000_000L, FOUR_THOUSAND_USD - 1);
        assertThat(crossedAtMs - THURSDAY_NOON_MS).isBetween(15_000L, 25_000L);
    }

    @Test
    void leavesEverybodyElseFarBelowTheBurn() {
        // when
        Map<String, Long> spent = all(traffic.backfill(THURSDAY_NOON_MS)).stream()
                .filter(e -> !e.user().equals(SHAPE.burningUser()))
                .collect(Collectors.groupingBy(UsageEvent::user, Collectors.summingLong(traffic::listPriceNanoUsd)));
        // then
        assertThat(spent).hasSize(35 + 3);
        assertThat(spent.values()).allMatch(nanoUsd -> nanoUsd < 400_000_000_000L);
    }

    @Test
    void repeatsOneActionOfOneSessionAboutEveryTwentySeconds() {
        // given
        long fromMs = THURSDAY_NOON_MS - 60_000;
        List<UsageEvent> twoMinutes = historyAndLive(3_000).stream()
                .filter(e -> e.timeMs() >= fromMs && e.timeMs() < THURSDAY_NOON_MS + 60_000)
                .toList();
        // when
        Map<ToolAction, List<UsageEvent>> byAction = twoMinutes.stream()
                .filter(e -> !e.actions().isEmpty())
                .collect(Collectors.groupingBy(e -> e.actions().get(0)));
        // then
        List<UsageEvent> loop = byAction.values().stream()
                .filter(calls -> calls.size() > 1)
                .reduce((a, b) -> {
                    throw new AssertionError("two loops");
                })
                .orElseThrow();
        assertThat(loop).hasSizeBetween(5, 7);
        assertThat(loop).extracting(UsageEvent::user).containsOnly(SHAPE.loopingUser());
        assertThat(loop)
                .extracting(UsageEvent::session)
                .containsOnly(loop.get(0).session());
        assertThat(IntStream.range(1, loop.size())
                        .mapToLong(i -> loop.get(i).timeMs() - loop.get(i - 1).timeMs()))
                .allMatch(gapMs -> gapMs > 18_000 && gapMs < 22_000);
    }

    @Test
    void readsMostOfTheContextFromCacheAsMeasuredInRealSessions() {
        // given
        List<UsageEvent> people = all(traffic.backfill(THURSDAY_NOON_MS)).stream()
                .filter(e -> e.user().startsWith("dev-") && !e.user().equals(SHAPE.burningUser()))
                .toList();
        // when
        double readShare = (double) sum(people, TokenClass.CACHE_READ)
                / people.stream().mapToLong(UsageEvent::contextTokens).sum();
        // then
        assertThat(readShare).isBetween(.90, .97);
        assertThat(people.stream().mapToLong(UsageEvent::contextTokens).max().orElseThrow())
                .isLessThan(200_000);
    }

    @Test
    void refusesACompanyWhoseBurningUserIsNobody() {
        assertThatThrownBy(
                        () -> new CompanyShape(SHAPE.teams(), List.of(), "dev-99@example.test", "dev-01@example.test"))
                .hasMessage("Expected a member of the company, but got \"dev-99@example.test\": members are"
                        + " dev-01@example.test and so on");
    }

    /** List price by hand, so that the test does not share a mistake with the price book's reader. */
    private static long listPriceNanoUsd(UsageEvent e) {
        assertThat(e.model()).isEqualTo("claude-opus-4-6");
        return e.inputTokens() * 5_000
                + e.cacheReadTokens() * 500
                + e.cacheWrite5mTokens() * 6_250
                + e.cacheWrite1hTokens() * 10_000
                + e.outputTokens() * 25_000;
    }

    private static long sum(List<UsageEvent> events, TokenClass tokenClass) {
        return events.stream().mapToLong(e -> e.tokens(tokenClass)).sum();
    }

    private static int hourIn(String zone, UsageEvent event) {
        return Instant.ofEpochMilli(event.timeMs()).atZone(ZoneId.of(zone)).getHour();
    }

    private List<UsageEvent> historyAndLive(int liveEvents) {
        List<UsageEvent> events = all(traffic.backfill(THURSDAY_NOON_MS));
        events.addAll(first(liveEvents, traffic.live(THURSDAY_NOON_MS)));
        return events;
    }

    private static List<UsageEvent> all(TrafficStream stream) {
        List<UsageEvent> events = new ArrayList<>();
        stream.forEachRemaining(events::add);
        return events;
    }

    private static List<UsageEvent> first(int count, TrafficStream stream) {
        return IntStream.range(0, count).mapToObj(i -> stream.nextEvent()).toList();
    }

    private static List<UsageEvent> until(long endMs, TrafficStream stream) {
        List<UsageEvent> events = new ArrayList<>();
        while (stream.nextTimeMs() < endMs) {
            events.add(stream.nextEvent());
        }
        return events;
    }
}
