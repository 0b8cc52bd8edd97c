package io.flyball.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.bench.traffic.TrafficShape;
import io.flyball.bench.traffic.UsageTraffic;
import io.flyball.core.model.UsageEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class UsageTrafficTest {
    private static final long START_MS = 1_780_000_000_000L;
    private static final int EVENTS = 20_000;

    @Test
    void makesTheSameEventsFromTheSameSeed() {
        // when
        List<UsageEvent> events = events(TrafficShape.COMPANY, 7);
        // then
        assertThat(events.equals(events(TrafficShape.COMPANY, 7))).isTrue();
        assertThat(events.equals(events(TrafficShape.COMPANY, 8))).isFalse();
    }

    @Test
    void givesEveryCallAnIdOfItsOwnAndTimesInOrderOverTheSpan() {
        // when
        List<UsageEvent> events = events(TrafficShape.LONG_TAIL, 7);
        // then
        assertThat(events).extracting(UsageEvent::eventId).doesNotHaveDuplicates();
        assertThat(events).extracting(UsageEvent::timeMs).isSorted();
        assertThat(events.get(0).timeMs()).isEqualTo(START_MS);
        assertThat(events.get(EVENTS - 1).timeMs())
                .isBetween(
                        START_MS + TrafficShape.LONG_TAIL.span().toMillis() * 99 / 100,
                        START_MS + TrafficShape.LONG_TAIL.span().toMillis());
    }

    @Test
    void letsTheFirstOfACompanyCallAboutANinthOfAllCalls() {
        // when
        Map<String, Long> callsByUser = events(TrafficShape.COMPANY, 7).stream()
                .collect(Collectors.groupingBy(UsageEvent::user, Collectors.counting()));
        // then
        long most = callsByUser.values().stream().max(Comparator.naturalOrder()).orElseThrow();
        assertThat(most).isBetween(EVENTS / 11L, EVENTS / 8L);
        assertThat(callsByUser).hasSizeGreaterThan(3_000);
    }

    @Test
    void callsEvenlyWhereAShapeHasNoSkew() {
        // when
        Map<String, Long> callsByUser = events(TrafficShape.HOT, 7).stream()
                .collect(Collectors.groupingBy(UsageEvent::user, Collectors.counting()));
        // then
        assertThat(callsByUser).hasSize(TrafficShape.HOT.users());
        assertThat(callsByUser.values()).allSatisfy(calls -> assertThat(calls).isBetween(850L, 1_150L));
    }

    private static List<UsageEvent> events(TrafficShape shape, long seed) {
        UsageTraffic traffic = new UsageTraffic(shape, seed, START_MS, EVENTS);
        List<UsageEvent> events = new ArrayList<>();
        while (traffic.hasNext()) {
            events.add(traffic.next());
        }
        return events;
    }
}
