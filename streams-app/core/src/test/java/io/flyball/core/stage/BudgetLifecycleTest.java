package io.flyball.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.AppliesTo;
import io.flyball.core.govern.Cause;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A budget of 200 dollars a month in Berlin: told at 80 %, new tasks go to a cheaper model when it is used up. */
class BudgetLifecycleTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final long MARCH_11 = Instant.parse("2026-03-10T23:00:00Z").toEpochMilli();
    /** The end of March in Berlin, where the clock went forward meanwhile. */
    private static final long END_OF_MARCH =
            Instant.parse("2026-03-31T22:00:00Z").toEpochMilli();

    private static final long HOUR_MS = 3_600_000L;

    private final InMemoryState state = new InMemoryState();
    private final PartitionLedger ledger = new PartitionLedger();
    private final PayerStage stage;
    private int serial;

    BudgetLifecycleTest() {
        Controls controls = new Controls(7 * 24 * HOUR_MS);
        controls.apply(policy(budget("0.8")));
        stage = new PayerStage(controls, ledger, state, state, state, new Deltas(), RowLayout.CHUNKS, state);
    }

    @Test
    void tellsAtTheVeryCallThatReachesTheShareAndSaysWhenTheRestIsGone() {
        // given
        spend("159.999999999", MARCH_11);
        assertThat(state.findings).isEmpty();
        // when
        spend("0.000000001", MARCH_11);
        // then
        Finding finding = state.findings.get(0);
        assertThat(finding.kind()).isEqualTo(FindingKind.PACE);
        assertThat(finding.window()).isEqualTo("month");
        assertThat(finding.costNanoUsd()).isEqualTo(160 * NanoUsd.PER_USD);
        assertThat(finding.evidence()).containsEntry("share_percent", "80");
        // ten days made 160 dollars: the other 40 last two and a half days
        assertThat(finding.text())
                .startsWith("user:ann has used $160.00 of its $200.00 budget for the month")
                .contains("used up on Friday 13 March, 12:00 (Europe/Berlin)");
    }

    @Test
    void advisesUntilTheEndOfThePeriod() {
        // given
        spend("170", MARCH_11);
        // when
        signals();
        // then
        Signal signal = state.signals.get(0);
        assertThat(signal.level()).isEqualTo(Level.ADVISE);
        assertThat(signal.cause()).isEqualTo(Cause.ALLOWANCE);
        assertThat(signal.validUntilMs()).isEqualTo(END_OF_MARCH);
    }

    @Test
    void asksForMoreWhenTheBudgetIsUsedUp() {
        // given
        spend("170", MARCH_11);
        signals();
        // when
        spend("30", MARCH_11 + HOUR_MS);
        signals();
        // then
        Signal signal = state.signals.get(1);
        assertThat(signal.level()).isEqualTo(Level.DOWNSHIFT);
        assertThat(signal.appliesTo()).isEqualTo(AppliesTo.NEW_TASK);
        assertThat(signal.findings()).hasSize(2);
        assertThat(signal.steps()).singleElement().satisfies(step -> assertThat(step.untilMs())
                .isEqualTo(END_OF_MARCH));
        assertThat(state.findings.get(1).text()).contains("all of it: ask for more, or wait until Wednesday 1 April");
    }

    @Test
    void clearsAtTheEndOfThePeriodAndBeginsAnew() {
        // given
        spend("250", MARCH_11);
        signals();
        // when
        stage.governor().expire(ANN, state.change(ANN), state.rows(ANN), END_OF_MARCH);
        // then
        assertThat(state.signals.get(1).level()).isEqualTo(Level.CLEAR);
        assertThat(state.signals.get(1).issuedAtMs()).isEqualTo(END_OF_MARCH);
        assertThat(state.findings.subList(2, 4))
                .allSatisfy(finding -> assertThat(finding.closedAtMs()).isEqualTo(END_OF_MARCH));
        // when
        spend("199", END_OF_MARCH + HOUR_MS);
        // then
        assertThat(state.findings).hasSize(5);
    }

    @Test
    void saysSoWhereTheBudgetLastsAtThisPace() {
        // when
        spend("165", END_OF_MARCH - 24 * HOUR_MS);
        // then
        assertThat(state.findings.get(0).text()).endsWith("at this pace it lasts until the period ends.");
    }

    private static Policy.Budget budget(String adviseAt) {
        return new Policy.Budget(
                new ScopeMatch(Dimension.USER, "*"),
                Window.MONTH,
                200 * NanoUsd.PER_USD,
                new BigDecimal(adviseAt),
                Level.DOWNSHIFT);
    }

    private static Policy policy(Policy.Budget budget) {
        Policy standard = Policy.standard();
        return new Policy(
                "budgets",
                ZoneId.of("Europe/Berlin"),
                standard.admissionHorizonMs(),
                standard.trustReportedCost(),
                List.of(budget),
                standard.burns(),
                standard.loop(),
                standard.spikes(),
                standard.ladder(),
                standard.exempt(),
                standard.rules());
    }

    private void spend(String usd, long timeMs) {
        stage.accept(
                UsageEvent.builder()
                        .eventId("e" + serial++)
                        .timeMs(timeMs)
                        .model("unpriced")
                        .user("ann")
                        .reportedCostUsd(new BigDecimal(usd))
                        .build(),
                PayerStage.NO_STAMP);
    }

    private void signals() {
        stage.governor().signalIfDue(ANN, state.change(ANN), state.rows(ANN), ledger.streamTimeMs());
    }
}
