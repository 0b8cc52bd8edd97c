package io.flyball.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.NaiveWindows;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The first stage against its rules said plainly: rejected, then late, then duplicate, else counted, per payer. */
class PayerStagePropertyTest {
    private static final long START_MS = 1_767_225_600_000L;
    private static final long HOUR_MS = 3_600_000L;
    private static final long HORIZON_MS = 7 * 24 * HOUR_MS;

    @Property(tries = 300)
    void admitsWhatTheRulesSayAndCountsItWhereItBelongs(@ForAll("calls") List<UsageEvent> calls) {
        // given
        InMemoryState state = new InMemoryState();
        PartitionLedger ledger = new PartitionLedger();
        PayerStage stage = new PayerStage(
                new Controls(HORIZON_MS), ledger, state, state, state, new Deltas(), RowLayout.CHUNKS, state);
        Rules rules = new Rules();
        for (UsageEvent call : calls) {
            PayerStage.Outcome expected = rules.expect(call);
            // when
            PayerStage.Outcome actual = stage.accept(call, PayerStage.NO_STAMP).outcome();
            // then
            assertThat(actual).as("%s", call).isEqualTo(expected);
        }
        assertThat(ledger.get(Count.READ)).isEqualTo(calls.size());
        assertThat(ledger.get(Count.ADMITTED) + ledger.get(Count.DUPLICATE) + ledger.get(Count.LATE))
                .isEqualTo(calls.size());
        assertThat(ledger.get(Count.COST_NANO_USD)).isEqualTo(rules.costNanoUsd);
        assertThat(ledger.streamTimeMs()).isEqualTo(rules.newestMs);
        rules.windows.forEach((user, naive) -> assertWindows(state, user, naive));
    }

    private static void assertWindows(InMemoryState state, String user, NaiveWindows naive) {
        var spend = state.change(new Scope(Dimension.USER, user)).spend();
        for (Window window : Window.values()) {
            assertThat(spend.windowCostNanoUsd(window))
                    .as("%s of %s", window.wireName(), user)
                    .isEqualTo(naive.cost(window.wireName(), naive.clockMs()));
        }
    }

    /** What becomes of each call, from every id and every time seen so far. */
    private static final class Rules {
        private final Map<String, Long> admittedAt = new HashMap<>();
        private final Map<String, NaiveWindows> windows = new HashMap<>();
        private long newestMs = Long.MIN_VALUE;
        private long costNanoUsd;

        PayerStage.Outcome expect(UsageEvent call) {
            if (newestMs != Long.MIN_VALUE && call.timeMs() < newestMs - HORIZON_MS) {
                return PayerStage.Outcome.LATE;
            }
            newestMs = Math.max(newestMs, call.timeMs());
            String id = call.user() + "/" + call.eventId();
            Long before = admittedAt.get(id);
            if (before != null && newestMs - before <= HORIZON_MS) {
                return PayerStage.Outcome.DUPLICATE;
            }
            admittedAt.put(id, newestMs);
            costNanoUsd += nanoUsd(call);
            windows.computeIfAbsent(call.user(), u -> new NaiveWindows(ZoneOffset.UTC))
                    .add(call.timeMs(), nanoUsd(call));
            return PayerStage.Outcome.ADMITTED;
        }

        private static long nanoUsd(UsageEvent call) {
            return new BigDecimal(String.valueOf(call.reportedCostUsd()))
                    .movePointRight(9)
                    .longValueExact();
        }
    }

    @Provide
    Arbitrary<List<UsageEvent>> calls() {
        Arbitrary<Long> time = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 6 * 24 * HOUR_MS),
                Arbitraries.longs().between(0, 20 * 24 * HOUR_MS));
        Arbitrary<String> id = Arbitraries.integers().between(0, 12).map(i -> "e" + i);
        Arbitrary<String> user = Arbitraries.of("ann", "bob");
        Arbitrary<BigDecimal> usd =
                Arbitraries.of("0", "0.000000001", "3.5", "900").map(BigDecimal::new);
        return Combinators.combine(time, id, user, usd)
                .as((t, i, u, c) -> UsageEvent.builder()
                        .eventId(i)
                        .timeMs(START_MS + t)
                        .model("m")
                        .user(u)
                        .reportedCostUsd(c)
                        .build())
                .list()
                .ofMaxSize(60);
    }
}
