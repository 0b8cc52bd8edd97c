package io.flyball.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.detect.Finding;
import io.flyball.core.govern.Governor;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.RowLayout;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A burn under the standard policy: $4,000 in three days opens it, below $3,200 it is over. */
class BurnLifecycleTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final long TEN_O_CLOCK =
            Instant.parse("2026-03-02T10:15:00Z").toEpochMilli();
    private static final long HOUR_MS = 3_600_000L;

    private final InMemoryState state = new InMemoryState();
    private final PartitionLedger ledger = new PartitionLedger();
    private final PayerStage stage = new PayerStage(
            new Controls(7 * 24 * HOUR_MS), ledger, state, state, state, new Deltas(), RowLayout.CHUNKS, state);
    private int serial;

    @Test
    void opensAtTheVeryCallThatReachesTheAmount() {
        // given
        spend("3999.999999999", TEN_O_CLOCK);
        assertThat(state.findings).isEmpty();
        // when
        spend("0.000000001", TEN_O_CLOCK + 1000);
        // then
        Finding burn = state.findings.get(0);
        assertThat(burn.openedAtMs()).isEqualTo(TEN_O_CLOCK + 1000);
        assertThat(burn.costNanoUsd()).isEqualTo(4000 * NanoUsd.PER_USD);
        assertThat(burn.open()).isTrue();
    }

    @Test
    void signalsUntilTheInstantTheWindowFallsBelowRelease() {
        // given
        spend("1000", TEN_O_CLOCK);
        spend("3500", TEN_O_CLOCK + 5 * HOUR_MS);
        // when
        signals();
        // then: the first 1000 leave 72 hour slices after 10:00, which leaves 3500, still 3200 or more; the rest at
        // 15:00
        Signal signal = state.signals.get(0);
        assertThat(signal.level()).isEqualTo(Level.PACE);
        assertThat(signal.limits().maxRequestsPerMinute()).isEqualTo(10);
        assertThat(Instant.ofEpochMilli(signal.validUntilMs())).isEqualTo(Instant.parse("2026-03-05T15:00:00Z"));
        assertThat(signal.findings()).containsExactly(state.findings.get(0).id());
    }

    @Test
    void clearsAtThatInstantAndForgetsLater() {
        // given
        spend("4100", TEN_O_CLOCK);
        signals();
        long untilMs = state.signals.get(0).validUntilMs();
        // when
        expireAt(untilMs);
        // then
        Signal clear = state.signals.get(1);
        assertThat(clear.level()).isEqualTo(Level.CLEAR);
        assertThat(clear.issuedAtMs()).isEqualTo(untilMs);
        assertThat(clear.sequence()).isGreaterThan(state.signals.get(0).sequence());
        assertThat(state.findings.get(1).closedAtMs()).isEqualTo(untilMs);
        expireAt(untilMs + HOUR_MS);
        assertThat(state.tombstones).containsExactly(ANN);
    }

    @Test
    void newSpendRenewsTheSignalOnceACommit() {
        // given
        spend("4100", TEN_O_CLOCK);
        signals();
        // when
        spend("10", TEN_O_CLOCK + 2 * HOUR_MS);
        spend("3300", TEN_O_CLOCK + 3 * HOUR_MS);
        signals();
        // then
        assertThat(state.signals).hasSize(2);
        assertThat(Instant.ofEpochMilli(state.signals.get(1).validUntilMs()))
                .isEqualTo(Instant.parse("2026-03-05T13:00:00Z"));
        assertThat(state.findings).hasSize(1);
    }

    @Test
    void itsEndSaysTheMostItReached() {
        // given
        spend("4100", TEN_O_CLOCK);
        spend("500", TEN_O_CLOCK + HOUR_MS);
        signals();
        // when
        expireAt(state.signals.get(0).validUntilMs());
        // then
        assertThat(state.findings.get(1).costNanoUsd()).isEqualTo(4600 * NanoUsd.PER_USD);
        assertThat(state.findings.get(1).text())
                .isEqualTo("user:ann is below $3,200.00 in 3d again; the most it reached was $4,600.00.");
        assertThat(state.findings.get(1).evidence())
                .containsEntry("open_nano_usd", "4000000000000")
                .containsEntry("close_nano_usd", "3200000000000")
                .containsEntry("calls_in_total", "2")
                .containsEntry("rule", "user:* 3d");
    }

    @Test
    void stillOpenWhereAnOlderEndHasPassedButNewSpendMovedIt() {
        // given
        spend("4100", TEN_O_CLOCK);
        signals();
        long firstUntilMs = state.signals.get(0).validUntilMs();
        spend("3300", TEN_O_CLOCK + 30 * HOUR_MS);
        // when: the timer of the first end fires before the renewal was given
        expireAt(firstUntilMs);
        // then
        assertThat(state.findings).hasSize(1);
        assertThat(state.wakes.get(ANN)).isGreaterThan(firstUntilMs);
    }

    @Test
    void doesNotFlapWhenLateCallsArriveAfterItClosed() {
        // given
        spend("4100", TEN_O_CLOCK);
        signals();
        expireAt(state.signals.get(0).validUntilMs());
        // when: a call of the same hour arrives late
        spend("50", TEN_O_CLOCK + 60_000);
        signals();
        // then
        assertThat(state.findings).hasSize(2);
        assertThat(state.signals).hasSize(2);
    }

    private void spend(String usd, long timeMs) {
        UsageEvent call = UsageEvent.builder()
                .eventId("e" + serial++)
                .timeMs(timeMs)
                .model("m")
                .user("ann")
                .reportedCostUsd(new BigDecimal(usd))
                .build();
        assertThat(stage.accept(call, PayerStage.NO_STAMP).outcome()).isEqualTo(PayerStage.Outcome.ADMITTED);
    }

    private void signals() {
        governor().signalIfDue(ANN, state.change(ANN), state.rows(ANN), ledger.streamTimeMs());
    }

    private void expireAt(long nowMs) {
        governor().expire(ANN, state.change(ANN), state.rows(ANN), nowMs);
    }

    private Governor governor() {
        return stage.governor();
    }
}
