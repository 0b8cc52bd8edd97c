package io.flyball.core.stage;

import static io.flyball.core.stage.GovernedUser.DWELL_MS;
import static io.flyball.core.stage.GovernedUser.HOUR_MS;
import static io.flyball.core.stage.GovernedUser.NOON;
import static io.flyball.core.stage.GovernedUser.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.Policy.Budget;
import io.flyball.core.govern.Policy.Rung;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Budgets of rolling windows, several at once, with ladders, and nested. */
class BudgetsTest {
    @Test
    void aRollingBudgetEndsWhenItsWindowHasShrunkByAFifth() {
        // given
        GovernedUser ann = new GovernedUser(policy(budget("user", Window.ROLLING_24H, 100, rung("1", Level.PACE))));
        ann.spend("30", NOON);
        // when
        ann.spend("70", NOON + 2 * HOUR_MS);
        // then: without the first 30 it is below 80
        assertThat(ann.levels()).containsExactly(Level.PACE);
        assertThat(Instant.ofEpochMilli(ann.last().validUntilMs())).isEqualTo(Instant.parse("2026-03-12T12:00:00Z"));
        ann.timeIs(NOON + 24 * HOUR_MS);
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR);
        assertThat(ann.state.findings.get(0).text()).contains("all of it", "$100.00 budget for 24h");
    }

    @Test
    void everyRungOfALadderIsAFindingOfItsOwn() {
        // given
        GovernedUser ann = new GovernedUser(policy(budget(
                "user",
                Window.MONTH,
                100,
                rung("0.5", Level.ADVISE),
                rung("0.8", Level.PACE),
                rung("1.2", Level.DOWNSHIFT))));
        // when
        ann.spend("50", NOON);
        ann.spend("30", NOON + HOUR_MS);
        ann.spend("40", NOON + 2 * HOUR_MS);
        ann.timeIs(NOON + 3 * HOUR_MS);
        // then
        assertThat(ann.levels()).containsExactly(Level.ADVISE, Level.PACE, Level.DOWNSHIFT);
        assertThat(ann.state.findings)
                .extracting(finding -> finding.evidence().get("share_percent"))
                .containsExactly("50", "80", "120");
    }

    @Test
    void ofSeveralBudgetsOfAScopeTheTightestSpeaks() {
        // given
        GovernedUser ann = new GovernedUser(policy(
                budget("user", Window.MONTH, 1000, rung("0.1", Level.ADVISE)),
                budget("user", Window.DAY, 100, rung("1", Level.PACE)),
                budget("user", Window.WEEK, 100, rung("1", Level.ADVISE))));
        // when
        ann.spend("100", NOON);
        // then: paced for the day, advised for the month; the week's advice ends before the month's
        assertThat(ann.last().level()).isEqualTo(Level.PACE);
        assertThat(ann.last().findings()).hasSize(3);
        assertThat(ann.last().steps()).extracting(Signal.Step::level).containsExactly(Level.PACE, Level.ADVISE);
        assertThat(ann.last().steps())
                .extracting(step -> Instant.ofEpochMilli(step.untilMs()).toString())
                .containsExactly("2026-03-12T00:00:00Z", "2026-04-01T00:00:00Z");
    }

    @Test
    void nestedBudgetsGiveEachScopeItsOwnSignal() {
        // given: a team's budget inside its organisation's
        Controls controls = new Controls(7 * 24 * HOUR_MS);
        controls.apply(policy(
                budget("org", Window.MONTH, 500, rung("0.5", Level.ADVISE)),
                budget("team", Window.MONTH, 200, rung("1", Level.PACE))));
        InMemoryState state = new InMemoryState();
        RollupStage stage = new RollupStage(controls, state, state::members, RowLayout.CHUNKS, state);
        // when
        for (Scope scope : List.of(new Scope(Dimension.TEAM, "payments"), new Scope(Dimension.ORG, "acme"))) {
            stage.merge(scope, NOON / 60_000, cost(250 * NanoUsd.PER_USD));
            stage.governor().signalIfDue(scope, state.change(scope), state.rows(scope), NOON);
        }
        // then
        assertThat(state.signals)
                .extracting(signal -> signal.scope() + " " + signal.level().wireName())
                .containsExactly("team:payments pace", "org:acme advise");
    }

    @Test
    void aBudgetThatIsGoneFromThePolicyClosesAtOnce() {
        // given
        GovernedUser ann = new GovernedUser(policy(budget("user", Window.ROLLING_7D, 100, rung("1", Level.PACE))));
        ann.spend("150", NOON);
        // when
        ann.controls.apply(policy());
        ann.reconsider(NOON + DWELL_MS / 2);
        ann.timeIs(NOON + DWELL_MS);
        // then
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR);
        assertThat(ann.state.findings).extracting(Finding::open).containsExactly(true, false);
    }

    static Budget budget(String dimension, Window window, long usd, Rung... ladder) {
        Dimension known = Objects.requireNonNull(Dimension.ofWireName(dimension));
        return new Budget(new ScopeMatch(known, "*"), window, usd * NanoUsd.PER_USD, List.of(ladder));
    }

    static Rung rung(String at, Level level) {
        return new Rung(new BigDecimal(at), level);
    }

    private static Measures cost(long nanoUsd) {
        Measures measures = new Measures();
        measures.set(0, nanoUsd);
        measures.set(1, 1);
        return measures;
    }
}
