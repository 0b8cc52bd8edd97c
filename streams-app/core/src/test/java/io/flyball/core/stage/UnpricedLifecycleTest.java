package io.flyball.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Calls of a model that has no price. */
class UnpricedLifecycleTest {
    private static final Scope MODEL = new Scope(Dimension.MODEL, "brand-new");
    private static final long NOON = Instant.parse("2026-04-01T12:00:00Z").toEpochMilli();
    private static final long MINUTE_MS = 60_000L;
    private static final long DAY_MS = 86_400_000L;

    private final InMemoryState state = new InMemoryState();
    private final Controls controls = new Controls(7 * DAY_MS);
    private final RollupStage stage = new RollupStage(controls, state, state::members, RowLayout.CHUNKS, state);

    @Test
    void opensWithTheFirstCall() {
        // when
        merge(NOON, 1, 1);
        // then
        Finding unpriced = state.findings.get(0);
        assertThat(unpriced.kind()).isEqualTo(FindingKind.UNPRICED);
        assertThat(unpriced.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(unpriced.openedAtMs()).isEqualTo(NOON);
        assertThat(unpriced.costNanoUsd()).isZero();
        assertThat(unpriced.text())
                .isEqualTo("model:brand-new is called and has no price: 1 call is counted and not yet charged; import a"
                        + " price row for it (./flyball prices import).");
        assertThat(unpriced.evidence()).containsEntry("unpriced_calls", "1");
    }

    @Test
    void countsTheCallsThatWait() {
        // when
        merge(NOON, 3, 2);
        // then
        assertThat(state.findings.get(0).text()).contains("2 calls are counted");
    }

    @Test
    void isOverADayAfterTheLatestCall() {
        // given
        merge(NOON, 1, 1);
        merge(NOON + 60 * MINUTE_MS, 1, 1);
        // when
        expireAt(NOON + DAY_MS + 60 * MINUTE_MS - 1);
        assertThat(state.findings).hasSize(1);
        expireAt(NOON + DAY_MS + 60 * MINUTE_MS);
        // then
        assertThat(state.findings.get(1).closedAtMs()).isEqualTo(NOON + DAY_MS + 60 * MINUTE_MS);
        assertThat(state.findings.get(1).text())
                .isEqualTo("model:brand-new has had no call without a price for a day, or a price by now.");
    }

    @Test
    void isOverAtOnceWhenAPriceHasArrivedForAllOfThem() {
        // given
        merge(NOON, 2, 2);
        // when
        adjust(NOON, -1);
        expireAt(NOON + 2 * MINUTE_MS);
        assertThat(state.findings).hasSize(1);
        adjust(NOON, -1);
        expireAt(NOON + 3 * MINUTE_MS);
        // then
        assertThat(state.findings).hasSize(2);
        assertThat(state.findings.get(1).closedAtMs()).isEqualTo(NOON);
        assertThat(state.findings.get(1).severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void aModelWithAPriceHasNone() {
        // when
        merge(NOON, 5, 0);
        // then
        assertThat(state.findings).isEmpty();
        assertThat(state.wakes).isEmpty();
    }

    @Test
    void pricedCallsBetweenDoNotProlongIt() {
        // given
        merge(NOON, 1, 1);
        // when
        merge(NOON + 60 * MINUTE_MS, 1, 0);
        expireAt(NOON + DAY_MS);
        // then
        assertThat(state.findings).extracting(Finding::open).containsExactly(true, false);
    }

    @Test
    void isOfModelsAlone() {
        // when
        stage.merge(new Scope(Dimension.TEAM, "payments"), NOON / MINUTE_MS, measures(1, 1));
        // then
        assertThat(state.findings).isEmpty();
    }

    @Test
    void isNotToldWhereThePolicySaysSo() {
        // given
        controls.apply(GovernedUser.policy());
        stage.policyChanged();
        // when
        merge(NOON, 1, 1);
        // then
        assertThat(state.findings).isEmpty();
    }

    private void merge(long timeMs, long calls, long unpriced) {
        stage.merge(MODEL, timeMs / MINUTE_MS, measures(calls, unpriced));
    }

    private void adjust(long timeMs, long unpriced) {
        stage.merge(MODEL, timeMs / MINUTE_MS, Measures.ofAdjustment(10_000_000, unpriced));
    }

    private static Measures measures(long calls, long unpriced) {
        Measures measures = new Measures();
        measures.set(1, calls);
        for (long i = 0; i < unpriced; i++) {
            measures.addUnpriced();
        }
        return measures;
    }

    private void expireAt(long nowMs) {
        stage.expire(MODEL, state.change(MODEL), state.rows(MODEL), nowMs, nowMs);
    }
}
