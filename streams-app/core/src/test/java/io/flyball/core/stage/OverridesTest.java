package io.flyball.core.stage;

import static io.flyball.core.stage.BudgetsTest.budget;
import static io.flyball.core.stage.BudgetsTest.rung;
import static io.flyball.core.stage.GovernedUser.ANN;
import static io.flyball.core.stage.GovernedUser.DWELL_MS;
import static io.flyball.core.stage.GovernedUser.HOUR_MS;
import static io.flyball.core.stage.GovernedUser.NOON;
import static io.flyball.core.stage.GovernedUser.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.detect.Finding;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.govern.ScopeOverride.Kind;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.spend.Window;
import org.junit.jupiter.api.Test;

/** What somebody decides for a scope holds at once, and ends by itself. */
class OverridesTest {
    private static final Policy PACED = policy(budget("user", Window.DAY, 100, rung("1", Level.PACE)));
    private static final Policy HELD = policy(budget("user", Window.DAY, 100, rung("1", Level.HOLD_NEW_TASKS)));

    @Test
    void exemptsAtOnceWithinTheDwellAndNoLonger() {
        // given
        GovernedUser ann = new GovernedUser(PACED);
        ann.spend("100", NOON);
        // when
        ann.controls.overrides().put(override(Kind.EXEMPT, 0, NOON + HOUR_MS));
        ann.reconsider(NOON + 1000);
        ann.timeIs(NOON + HOUR_MS - 1);
        // then
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR);
        // when: it ends though nobody calls
        ann.timeIs(NOON + HOUR_MS);
        // then
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR, Level.PACE);
        assertThat(ann.last().issuedAtMs()).isEqualTo(NOON + HOUR_MS);
    }

    @Test
    void aRaiseMovesEveryShareOfTheBudget() {
        // given
        GovernedUser ann = new GovernedUser(PACED);
        ann.controls.overrides().put(override(Kind.RAISE, 50, NOON + HOUR_MS));
        // when
        ann.spend("149.999999999", NOON);
        // then
        assertThat(ann.state.findings).isEmpty();
        ann.spend("0.000000001", NOON + 1);
        assertThat(ann.state.findings).hasSize(1);
        assertThat(ann.state.findings.get(0).text()).contains("$150.00 budget");
    }

    @Test
    void theEndOfARaiseOpensWhatItKeptShutThoughNobodyCalls() {
        // given
        GovernedUser ann = new GovernedUser(PACED);
        ann.controls.overrides().put(override(Kind.RAISE, 50, NOON + HOUR_MS));
        ann.spend("120", NOON);
        // when
        ann.timeIs(NOON + HOUR_MS - 1);
        assertThat(ann.state.findings).isEmpty();
        ann.timeIs(NOON + HOUR_MS);
        // then
        assertThat(ann.state.findings).hasSize(1);
        assertThat(ann.levels()).containsExactly(Level.PACE);
    }

    @Test
    void aRaiseClosesWhatIsOpenAndItsEndOpensItAgainThoughNobodyCalls() {
        // given
        GovernedUser ann = new GovernedUser(PACED);
        ann.spend("120", NOON);
        // when
        ann.controls.overrides().put(override(Kind.RAISE, 50, NOON + HOUR_MS));
        ann.reconsider(NOON + 1000);
        // then
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR);
        assertThat(ann.state.findings).extracting(Finding::open).containsExactly(true, false);
        // when
        ann.timeIs(NOON + HOUR_MS);
        // then
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR, Level.PACE);
        assertThat(ann.state.findings.get(2).openedAtMs()).isEqualTo(NOON + HOUR_MS);
    }

    @Test
    void aRaiseLiftsWhatARollingBudgetOpenedThoughItIsAboveItsRelease() {
        // given
        GovernedUser ann = new GovernedUser(policy(budget("user", Window.ROLLING_7D, 100, rung("1", Level.PACE))));
        ann.spend("101", NOON);
        // when
        ann.controls.overrides().put(override(Kind.RAISE, 20, NOON + HOUR_MS));
        ann.reconsider(NOON + 1000);
        // then: 101 are above the 96 that close what 120 open
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR);
        assertThat(ann.state.findings.get(1).text()).contains("within its $120.00 budget for 7d");
        ann.timeIs(NOON + HOUR_MS);
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR, Level.PACE);
    }

    @Test
    void anApprovalLiftsHoldNewTasksAndNothingElse() {
        // given
        GovernedUser ann = new GovernedUser(HELD);
        ann.spend("100", NOON);
        ann.timeIs(NOON + 2 * DWELL_MS);
        assertThat(ann.last().level()).isEqualTo(Level.HOLD_NEW_TASKS);
        // when
        ann.controls.overrides().put(override(Kind.APPROVE, 0, NOON + HOUR_MS));
        ann.reconsider(NOON + 2 * DWELL_MS + 1);
        // then
        assertThat(ann.last().level()).isEqualTo(Level.DOWNSHIFT);
        ann.timeIs(NOON + HOUR_MS);
        assertThat(ann.last().level()).isEqualTo(Level.HOLD_NEW_TASKS);
    }

    @Test
    void oneThatBeginsLaterHoldsFromThen() {
        // given
        GovernedUser ann = new GovernedUser(PACED);
        ann.spend("100", NOON);
        // when
        ann.controls
                .overrides()
                .put(new ScopeOverride(ANN, Kind.EXEMPT, 0, "bob", "release", NOON + HOUR_MS, NOON + 2 * HOUR_MS));
        ann.reconsider(NOON + 1);
        ann.timeIs(NOON + HOUR_MS - 1);
        // then
        assertThat(ann.last().level()).isEqualTo(Level.PACE);
        ann.timeIs(NOON + HOUR_MS);
        assertThat(ann.last().level()).isEqualTo(Level.CLEAR);
    }

    @Test
    void refusesAnAmountThatIsNoneAndAnEndBeforeTheBeginning() {
        assertThatThrownBy(() -> override(Kind.RAISE, -50, NOON)).hasMessageContaining("amount above 0");
        assertThatThrownBy(() -> override(Kind.EXEMPT, 5, NOON)).hasMessageContaining("amount above 0");
        assertThatThrownBy(() -> override(Kind.EXEMPT, 0, 0)).hasMessageContaining("end after its beginning");
        assertThatThrownBy(() -> new ScopeOverride(ANN, Kind.EXEMPT, 0, " ", "why", 0, NOON))
                .hasMessageContaining("by whom");
    }

    private static ScopeOverride override(Kind kind, long usd, long untilMs) {
        return new ScopeOverride(ANN, kind, usd * NanoUsd.PER_USD, "bob", "release week", 0, untilMs);
    }
}
