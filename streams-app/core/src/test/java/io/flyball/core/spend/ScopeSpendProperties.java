package io.flyball.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScopeSpendProperties {
    private static final long START_MS = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    private static final long HOUR_MS = 3_600_000L;
    private static final long DAY_MS = 24 * HOUR_MS;

    record Call(long timeMs, long cost) {}

    @Property(tries = 300)
    void equalsTheDefinitionAfterEachCallInAnyOrder(
            @ForAll("calls") List<Call> calls, @ForAll("zones") String zoneName, @ForAll("layouts") RowLayout layout) {
        // given
        CalendarZone zone = new CalendarZone(ZoneId.of(zoneName));
        NaiveWindows naive = new NaiveWindows(ZoneId.of(zoneName));
        ScopeSpend spend = new ScopeSpend();
        InMemoryRows rows = new InMemoryRows();
        for (Call call : calls) {
            // when
            naive.add(call.timeMs(), call.cost());
            spend.add(call.timeMs(), cost(call.cost()), rows, layout, zone);
            // then
            for (Window window : Window.values()) {
                assertThat(spend.windowCostNanoUsd(window))
                        .as("%s after %s", window, call)
                        .isEqualTo(naive.cost(window.wireName(), naive.clockMs()));
                assertThat(spend.peakCostNanoUsd(window)).isEqualTo(naive.peak(window));
                if (naive.peak(window) > 0) {
                    assertThat(spend.peakTimeMs(window)).isEqualTo(naive.peakTimeMs(window));
                }
            }
        }
    }

    @Property(tries = 300)
    void shrinksAsTimePassesWithoutCalls(
            @ForAll("calls") List<Call> calls, @ForAll("zones") String zoneName, @ForAll("delays") long laterMs) {
        // given
        CalendarZone zone = new CalendarZone(ZoneId.of(zoneName));
        NaiveWindows naive = new NaiveWindows(ZoneId.of(zoneName));
        ScopeSpend spend = new ScopeSpend();
        InMemoryRows rows = new InMemoryRows();
        for (Call call : calls) {
            naive.add(call.timeMs(), call.cost());
            spend.add(call.timeMs(), cost(call.cost()), rows, RowLayout.CHUNKS, zone);
        }
        long atMs = spend.clockMs() + laterMs;
        for (Window window : Window.values()) {
            // when
            long cost = spend.windowCostAt(window, atMs, rows, RowLayout.CHUNKS, zone);
            // then
            assertThat(cost).as(window.wireName()).isEqualTo(naive.cost(window.wireName(), atMs));
        }
    }

    @Property(tries = 300)
    void fallsBelowAtTheFirstInstantTheDefinitionSays(
            @ForAll("calls") List<Call> calls, @ForAll("zones") String zoneName, @ForAll("levels") long amount) {
        // given
        CalendarZone zone = new CalendarZone(ZoneId.of(zoneName));
        NaiveWindows naive = new NaiveWindows(ZoneId.of(zoneName));
        ScopeSpend spend = new ScopeSpend();
        InMemoryRows rows = new InMemoryRows();
        for (Call call : calls) {
            naive.add(call.timeMs(), call.cost());
            spend.add(call.timeMs(), cost(call.cost()), rows, RowLayout.CHUNKS, zone);
        }
        for (Window window : Window.values()) {
            // when
            long atMs = spend.fallsBelowAtMs(window, amount, rows, RowLayout.CHUNKS, zone);
            // then
            assertThat(naive.cost(window.wireName(), atMs)).isLessThan(amount);
            if (atMs > spend.clockMs()) {
                assertThat(naive.cost(window.wireName(), atMs - 1)).isGreaterThanOrEqualTo(amount);
            }
        }
    }

    @Property(tries = 50)
    void keepsNoMoreRowsThanItsWindowsReach(@ForAll("calls") List<Call> calls) {
        // given
        CalendarZone zone = new CalendarZone(ZoneId.of("UTC"));
        ScopeSpend spend = new ScopeSpend();
        InMemoryRows rows = new InMemoryRows();
        // when
        for (Call call : calls) {
            spend.add(call.timeMs(), cost(call.cost()), rows, RowLayout.CHUNKS, zone);
        }
        // then
        assertThat(rows.size()).isLessThanOrEqualTo(32 + 1 + 3);
    }

    private static Measures cost(long nanoUsd) {
        Measures m = new Measures();
        m.set(0, nanoUsd);
        m.set(1, 1);
        return m;
    }

    @Provide
    Arbitrary<List<Call>> calls() {
        Arbitrary<Long> span = Arbitraries.of(HOUR_MS / 2, 3 * HOUR_MS, 2 * DAY_MS, 9 * DAY_MS, 45 * DAY_MS);
        return span.flatMap(s -> {
            Arbitrary<Long> anywhere = Arbitraries.longs().between(0, s);
            Arbitrary<Long> onTheHour = anywhere.map(t -> t - t % HOUR_MS);
            Arbitrary<Long> lastOfTheHour = onTheHour.map(t -> t + HOUR_MS - 1);
            Arbitrary<Long> time = Arbitraries.oneOf(anywhere, onTheHour, lastOfTheHour);
            return Combinators.combine(time, amounts())
                    .as((t, cost) -> new Call(START_MS + t, cost))
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(40);
        });
    }

    @Provide
    Arbitrary<Long> amounts() {
        return Arbitraries.of(0L, 1L, 5L, 7L, 100L, 1_000_000_007L);
    }

    @Provide
    Arbitrary<Long> levels() {
        return Arbitraries.of(1L, 6L, 13L, 150L, 1_000_000_007L, 2_000_000_000L);
    }

    @Provide
    Arbitrary<Long> delays() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 2 * HOUR_MS), Arbitraries.longs().between(0, 70 * DAY_MS));
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of("UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Adelaide", "America/St_Johns");
    }

    @Provide
    Arbitrary<RowLayout> layouts() {
        return Arbitraries.of(RowLayout.CHUNKS, RowLayout.ONE_SLICE, new RowLayout(7, 100));
    }
}
