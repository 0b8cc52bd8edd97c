package io.flyball.actuators.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.actuators.decide.ActuatorRules;
import io.flyball.actuators.decide.Mode;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever signals, faults and deaths there are. */
class ActuationDeskPropertyTest {
    private static final int CHANGES_PER_MINUTE = 6;
    private static final ActuatorRules RULES = new ActuatorRules(
            PaperVendor.NAME,
            Mode.ENFORCE,
            Map.of(LimitKind.REQUESTS_PER_MINUTE, 5L, LimitKind.TOKENS_PER_MINUTE, 1_000L),
            2,
            CHANGES_PER_MINUTE,
            10,
            100,
            5);
    private static final List<String> SCOPES = List.of("user:ann", "user:bob", "team:core");

    /** Something that happens; the numbers mean what each kind makes of them. */
    record Event(Kind kind, int scope, int amount, PaperVendor.Fault fault) {}

    enum Kind {
        SIGNAL,
        CLEAR,
        WAIT,
        FAULT_OF_WRITE,
        FAULT_OF_READ,
        DEATH_BEFORE_ENTRY,
        DEATH_AFTER_ENTRY
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, SCOPES.size() - 1),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.of(PaperVendor.Fault.class))
                .as(Event::new)
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<Limits>> originals() {
        Arbitrary<@Nullable Long> some = Arbitraries.longs().between(0, 200).injectNull(0.3);
        return Combinators.combine(some, some)
                .as((requests, tokens) -> {
                    Map<LimitKind, Long> values = new EnumMap<>(LimitKind.class);
                    if (requests != null) {
                        values.put(LimitKind.REQUESTS_PER_MINUTE, requests);
                    }
                    if (tokens != null) {
                        values.put(LimitKind.TOKENS_PER_MINUTE, tokens * 100);
                    }
                    return Limits.of(values);
                })
                .list()
                .ofSize(SCOPES.size());
    }

    @Property(tries = 400)
    void afterEverythingIsClearedTheLimitsAreTheOriginalOnes(
            @ForAll("originals") List<Limits> originals, @ForAll("events") List<Event> events) throws Exception {
        // given
        Workplace place = workplace(originals);
        Map<String, Limits> before = new HashMap<>(place.vendor.limits);
        long sequence = happen(place, events);

        // when
        for (String scope : SCOPES) {
            place.table.apply(scope, SignalJson.clear(scope, ++sequence));
        }
        place.diesAfterEntries = -1;
        place.diesBeforeEntries = -1;
        place.run(3_000);

        // then
        assertThat(place.vendor.limits).isEqualTo(before);
        assertThat(place.turn()).isFalse();
    }

    @Property(tries = 400)
    void neverAboveTheOriginalNorBelowTheFloorNorMoreOftenThanTheRate(
            @ForAll("originals") List<Limits> originals, @ForAll("events") List<Event> events) throws Exception {
        // given
        Workplace place = workplace(originals);
        Map<String, Limits> before = new HashMap<>(place.vendor.limits);

        // when
        happen(place, events);

        // then
        List<PaperVendor.Change> changes = place.vendor.changes;
        assertThat(changes)
                .allSatisfy(change ->
                        staysBetween(before.getOrDefault(change.target().id(), Limits.NONE), change.limits()));
        for (int i = CHANGES_PER_MINUTE; i < changes.size(); i++) {
            assertThat(changes.get(i).atMs()
                            - changes.get(i - CHANGES_PER_MINUTE).atMs())
                    .isGreaterThanOrEqualTo(60_000);
        }
    }

    private static void staysBetween(Limits original, Limits set) {
        for (LimitKind kind : List.of(LimitKind.REQUESTS_PER_MINUTE, LimitKind.TOKENS_PER_MINUTE)) {
            Long old = original.get(kind);
            Long now = set.get(kind);
            if (now == null) {
                assertThat(old).isNull();
                continue;
            }
            long floor = RULES.floor().getOrDefault(kind, 1L);
            assertThat(now).isGreaterThanOrEqualTo(old == null ? floor : Math.min(floor, old));
            assertThat(now).isLessThanOrEqualTo(old == null ? Long.MAX_VALUE : old);
        }
    }

    private static Workplace workplace(List<Limits> originals) {
        Workplace place = new Workplace(RULES);
        for (int i = 0; i < SCOPES.size(); i++) {
            place.vendor.limits.put(SCOPES.get(i), originals.get(i));
        }
        return place;
    }

    private static long happen(Workplace place, List<Event> events) throws InterruptedException {
        long sequence = 0;
        for (Event event : events) {
            String scope = SCOPES.get(event.scope());
            switch (event.kind()) {
                case SIGNAL ->
                    place.table.apply(
                            scope,
                            SignalJson.pace(scope, ++sequence, event.amount(), place.nowMs + event.amount() * 10_000L));
                case CLEAR -> place.table.apply(scope, SignalJson.clear(scope, ++sequence));
                case WAIT -> place.run(event.amount());
                case FAULT_OF_WRITE -> place.vendor.writeFaults.add(event.fault());
                case FAULT_OF_READ -> place.vendor.readFaults.add(event.fault());
                case DEATH_BEFORE_ENTRY -> place.diesBeforeEntries = event.scope();
                case DEATH_AFTER_ENTRY -> place.diesAfterEntries = event.scope();
            }
            place.turn();
        }
        return sequence;
    }
}
