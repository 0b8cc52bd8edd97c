package io.flyball.gateway;

import static io.flyball.gateway.SignalJson.NOW_MS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ThrottleTablePropertyTest {
    private static final byte[] VALID = SignalJson.pace(1, NOW_MS + 1_000);

    @Property
    void noBytesMakeItThrow(@ForAll byte[] bytes) {
        // given
        ThrottleTable table = new ThrottleTable();
        // when
        table.apply("user:ann", bytes);
        // then
        assertThat(table.unreadableCount()).isEqualTo(1);
        assertThat(table.inForce(NOW_MS)).isEmpty();
    }

    @Property
    void aDamagedSignalIsReadOrCountedAndNeverThrows(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 350) Integer> places, @ForAll byte damage) {
        // given
        ThrottleTable table = new ThrottleTable();
        byte[] bytes = VALID.clone();
        places.forEach(place -> bytes[place % bytes.length] = damage);
        // when
        table.apply("user:ann", bytes);
        // then
        assertThat(table.unreadableCount() + table.size()).isEqualTo(1);
    }

    @Property(tries = 200)
    void everyTruncationIsCounted(@ForAll @IntRange(max = 350) int length) {
        // given
        ThrottleTable table = new ThrottleTable();
        // when
        table.apply("user:ann", Arrays.copyOf(VALID, Math.min(length, VALID.length - 1)));
        // then
        assertThat(table.unreadableCount()).isEqualTo(1);
    }

    @Property
    void whateverTheOrderTheGreatestSequenceHolds(@ForAll("arrivals") List<Arrival> arrivals) {
        // given
        ThrottleTable table = new ThrottleTable();
        Map<String, Arrival> greatest = new HashMap<>();
        // when
        for (Arrival arrival : arrivals) {
            String scope = "user:" + arrival.user;
            table.apply(scope, SignalJson.signal(scope, arrival.sequence, "pace", NOW_MS + arrival.validForMs));
            greatest.merge(scope, arrival, (known, next) -> next.sequence > known.sequence ? next : known);
        }
        // then
        List<String> expected = greatest.entrySet().stream()
                .filter(entry -> entry.getValue().validForMs > 0)
                .map(entry -> entry.getKey() + entry.getValue().sequence)
                .sorted()
                .toList();
        assertThat(table.inForce(NOW_MS))
                .extracting(signal -> signal.scope() + signal.sequence())
                .containsExactlyElementsOf(expected);
    }

    @Provide
    Arbitrary<List<Arrival>> arrivals() {
        Arbitrary<Arrival> one = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.longs().between(1, 9),
                        Arbitraries.longs().between(-5, 5))
                .as(Arrival::new);
        return one.list().ofMaxSize(30);
    }

    record Arrival(int user, long sequence, long validForMs) {}
}
