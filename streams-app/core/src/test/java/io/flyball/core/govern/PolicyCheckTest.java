package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.cadence.TokenmaxxingRule;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.govern.Policy.Budget;
import io.flyball.core.govern.Policy.Rung;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies that contradict themselves, and what is said of them. */
class PolicyCheckTest {
    private static final Limits PACED = new Limits(10, -1, -1, -1, "", -1);
    private static final Limits SMALL = new Limits(-1, -1, -1, -1, "small", -1);
    private static final Map<Level, Limits> LADDER = Map.of(Level.PACE, PACED, Level.DOWNSHIFT, SMALL);

    @Test
    void theStandardPolicyIsSound() {
        assertThat(PolicyCheck.of(Policy.standard())).isEmpty();
    }

    @Test
    void aLadderThatGoesUpIsSound() {
        assertThat(problems(budget(rung("0.5", Level.ADVISE), rung("1", Level.PACE), rung("10", Level.HOLD_NEW_TASKS))))
                .isEmpty();
    }

    @Test
    void refusesALadderWithoutRungs() {
        assertThat(problems(budget()))
                .containsExactly(
                        "budgets[0]: the ladder of the budget is empty: write for example [{at: 1.0, level: pace}].");
    }

    @Test
    void refusesSharesOfNothingAndOfMoreThanTenfold() {
        assertThat(problems(budget(rung("0", Level.ADVISE), rung("10.1", Level.ADVISE))))
                .containsExactly(
                        "budgets[0]: the ladder of the budget has a rung at 0, which is no share: write more than 0 and at"
                                + " most 10, where 1.0 is all of it.",
                        "budgets[0]: the ladder of the budget has a rung at 10.1, which is no share: write more than 0 and"
                                + " at most 10, where 1.0 is all of it.");
    }

    @Test
    void refusesALadderThatSkipsToHoldNewTasks() {
        // given
        String skips = "budgets[0]: the ladder of the budget skips to hold_new_tasks: write a rung of pace or downshift"
                + " at a smaller share before it.";
        // when, then
        assertThat(problems(budget(rung("1", Level.HOLD_NEW_TASKS)))).containsExactly(skips);
        assertThat(problems(budget(rung("0.8", Level.ADVISE), rung("1", Level.HOLD_NEW_TASKS))))
                .containsExactly(skips);
        assertThat(problems(budget(rung("0.8", Level.DOWNSHIFT), rung("1", Level.HOLD_NEW_TASKS))))
                .isEmpty();
    }

    @Test
    void refusesSharesThatDoNotGrow() {
        assertThat(problems(budget(rung("1", Level.ADVISE), rung("1.0", Level.PACE))))
                .containsExactly(
                        "budgets[0]: the ladder of the budget has a rung at 1.0 after the one at 1: write shares"
                                + " that grow.");
    }

    @Test
    void refusesLevelsThatFall() {
        assertThat(problems(budget(rung("0.5", Level.PACE), rung("1", Level.ADVISE))))
                .containsExactly("budgets[0]: the ladder of the budget goes from pace to advise as more is spent: write"
                        + " levels that do not fall.");
        assertThat(problems(budget(rung("0.5", Level.PACE), rung("1", Level.PACE))))
                .isEmpty();
    }

    @Test
    void refusesTwoBudgetsThatAskForDifferentThingsAtTheSameAmount() {
        assertThat(problems(budget(rung("1", Level.PACE)), budget(rung("1", Level.DOWNSHIFT))))
                .containsExactly("budgets[1]: the budget of user:* in month asks for downshift at the amount at which"
                        + " another level, pace, is asked for by the one of user:* at budgets[0]: give it other amounts,"
                        + " or remove one of the two.");
    }

    @Test
    void refusesTheSameBudgetTwice() {
        assertThat(problems(budget(rung("1", Level.PACE)), budget(rung("1", Level.PACE))))
                .containsExactly("budgets[1]: the budget of user:* in month has the amounts of the one of user:* at"
                        + " budgets[0]: give it other amounts, or remove one of the two.");
    }

    @Test
    void budgetsThatNeverMeetDoNotContradict() {
        // given
        Budget month = budget(rung("1", Level.PACE));
        Budget week = new Budget(month.match(), Window.WEEK, month.amountNanoUsd(), month.ladder());
        Budget teams =
                new Budget(new ScopeMatch(Dimension.TEAM, "*"), Window.MONTH, month.amountNanoUsd(), month.ladder());
        Budget larger = new Budget(month.match(), Window.MONTH, month.amountNanoUsd() * 2, month.ladder());
        // when, then
        assertThat(problems(month, week, teams, larger)).isEmpty();
    }

    @Test
    void aBurnAndABudgetOfTheSameAmountContradictWhereTheirLevelsDiffer() {
        // given
        BurnRule burn = burn(Level.DOWNSHIFT);
        Budget paces = new Budget(burn.match(), burn.window(), burn.openNanoUsd(), List.of(rung("1", Level.PACE)));
        Budget downshifts =
                new Budget(burn.match(), burn.window(), burn.openNanoUsd(), List.of(rung("1", Level.DOWNSHIFT)));
        // when, then
        assertThat(problems(policy(List.of(paces), List.of(burn), null, null, null, LADDER)))
                .singleElement()
                .asString()
                .startsWith("budgets[0]: the budget of user:* in 3d asks for pace at the amount at which another level,"
                        + " downshift, is asked for by the one of user:* at findings.burn[0]: ");
        assertThat(problems(policy(List.of(downshifts), List.of(burn), null, null, null, LADDER)))
                .isEmpty();
    }

    @Test
    void refusesTheSameBurnTwice() {
        // given
        List<BurnRule> burns = List.of(burn(Level.PACE), burn(Level.PACE));
        // when, then
        assertThat(problems(policy(List.of(), burns, null, null, null, LADDER)))
                .containsExactly(
                        "findings.burn[1]: the burn rule of user:* in 3d has the amounts of the one of user:* at"
                                + " findings.burn[0]: give it other amounts, or remove one of the two.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"CLEAR", "ADVISE"})
    void whatSlowsNobodyNeedsNoLimits(Level level) {
        assertThat(problems(policy(List.of(), List.of(burn(level)), null, null, null, Map.of())))
                .isEmpty();
    }

    @Test
    void refusesALadderThatSkipsWhatAnyRuleAsksFor() {
        // given
        String skipsPace = "ladder: the ladder skips pace, though rules ask for pace: write for example pace:"
                + " {max_requests_per_minute: 10}.";
        SpikeRule spike = new SpikeRule(new ScopeMatch(Dimension.USER, "*"), 1, Level.PACE);
        LoopRule loop = new LoopRule(5, Level.PACE);
        TokenmaxxingRule maxxing = new TokenmaxxingRule(5, Level.PACE);
        Budget budget = budget(rung("1", Level.PACE));
        // when, then
        assertThat(problems(policy(List.of(budget), List.of(), null, null, null, Map.of())))
                .containsExactly(skipsPace);
        assertThat(problems(policy(List.of(), List.of(burn(Level.PACE)), null, null, null, Map.of())))
                .containsExactly(skipsPace);
        assertThat(problems(policy(List.of(), List.of(), loop, null, null, Map.of())))
                .containsExactly(skipsPace);
        assertThat(problems(policy(List.of(), List.of(), null, spike, null, Map.of())))
                .containsExactly(skipsPace);
        assertThat(problems(policy(List.of(), List.of(), null, null, maxxing, Map.of())))
                .containsExactly(skipsPace);
    }

    @Test
    void refusesALadderWithoutDownshiftWhereNewTasksAreHeld() {
        assertThat(problems(policy(
                        List.of(), List.of(burn(Level.HOLD_NEW_TASKS)), null, null, null, Map.of(Level.PACE, PACED))))
                .containsExactly("ladder: the ladder skips downshift, though rules ask for hold_new_tasks: write for"
                        + " example downshift: {model_override: some-model}.");
    }

    private static List<String> problems(Budget... budgets) {
        return problems(policy(List.of(budgets), List.of(), null, null, null, LADDER));
    }

    private static List<String> problems(Policy policy) {
        return PolicyCheck.of(policy).stream().map(Object::toString).toList();
    }

    private static Budget budget(Rung... ladder) {
        return new Budget(new ScopeMatch(Dimension.USER, "*"), Window.MONTH, 100 * NanoUsd.PER_USD, List.of(ladder));
    }

    private static Rung rung(String at, Level level) {
        return new Rung(new BigDecimal(at), level);
    }

    private static BurnRule burn(Level level) {
        return new BurnRule(
                new ScopeMatch(Dimension.USER, "*"), Window.ROLLING_3D, 10 * NanoUsd.PER_USD, NanoUsd.PER_USD, level);
    }

    private static Policy policy(
            List<Budget> budgets,
            List<BurnRule> burns,
            @Nullable LoopRule loop,
            @Nullable SpikeRule spike,
            @Nullable TokenmaxxingRule tokenmaxxing,
            Map<Level, Limits> ladder) {
        return new Policy(
                "test",
                ZoneOffset.UTC,
                Policy.DEFAULT_HORIZON_MS,
                TrustReportedCost.NEVER,
                budgets,
                burns,
                loop,
                spike == null ? List.of() : List.of(spike),
                ladder,
                List.of(),
                new FindingRules(tokenmaxxing, null, null, false, false));
    }
}
