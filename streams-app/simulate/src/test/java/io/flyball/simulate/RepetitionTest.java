package io.flyball.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.ToolAction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    private static final int REPEATS = 9;

    private final Payer payer = new Payer("dev-001@example.test", "team-01", "gateway-01", false);
    private final Occurrence loop = new Occurrence.Wrong(TruthKind.LOOP, "test", payer.scope(), payer, 0);

    @Test
    void anIdenticalLoopRepeatsActionAndResult() {
        // when
        List<ToolAction> actions = actions(steps(LoopVariant.IDENTICAL));

        // then
        assertThat(actions).hasSize(REPEATS);
        assertThat(actions.stream().distinct()).hasSize(1);
    }

    @Test
    void onlyDigitsOfTheResultDiffer() {
        // when
        List<ToolAction> actions = actions(steps(LoopVariant.DIGITS_DIFFER));

        // then
        assertThat(actions).extracting(ToolAction::result).doesNotHaveDuplicates();
        assertThat(actions.stream().map(ToolAction::resultMasked).distinct()).hasSize(1);
        assertThat(actions.stream().map(ToolAction::fingerprint).distinct()).hasSize(1);
    }

    @Test
    void theSameEditFailsAndTheContextGrows() {
        // when
        List<Step> steps = steps(LoopVariant.SAME_EDIT);

        // then
        assertThat(actions(steps).stream().map(ToolAction::fingerprint).distinct())
                .hasSize(1);
        assertThat(actions(steps)).allMatch(ToolAction::error).allMatch(action -> "Edit".equals(action.name()));
        assertThat(steps).allMatch(step -> step.answerTokens() > 0);
    }

    @Test
    void twoOrThreeActionsTakeTurns() {
        // when
        List<ToolAction> ofTwo = actions(steps(LoopVariant.PERIOD_TWO));
        List<ToolAction> ofThree = actions(steps(LoopVariant.PERIOD_THREE));

        // then
        assertThat(ofTwo).hasSize(2 * REPEATS);
        assertThat(ofTwo.get(0)).isNotEqualTo(ofTwo.get(1)).isEqualTo(ofTwo.get(2));
        assertThat(ofThree).hasSize(3 * REPEATS);
        assertThat(ofThree.get(0)).isNotEqualTo(ofThree.get(2)).isEqualTo(ofThree.get(3));
    }

    @Test
    void othersComeBetween() {
        // when
        List<ToolAction> actions = actions(steps(LoopVariant.OTHERS_BETWEEN));

        // then
        ToolAction repeated = actions.get(0);
        assertThat(actions).filteredOn(repeated::equals).hasSize(REPEATS);
        for (int i = 1; i < actions.size(); i++) {
            assertThat(actions.get(i)).isNotEqualTo(actions.get(i - 1));
        }
    }

    @Test
    void aResentRequestIsTheSameAndAddsNothing() {
        // when
        List<Step> steps = steps(LoopVariant.RESENT);

        // then
        assertThat(steps.stream().map(Step::requestFingerprint).distinct()).hasSize(1);
        assertThat(steps)
                .allMatch(step -> !step.requestFingerprint().isEmpty())
                .allMatch(step -> step.status().equals("ok"))
                .allMatch(step -> step.growthTokens() == 0);
    }

    @Test
    void aStormOfRetriesComesWithinSecondsAndFailsEachTime() {
        // when
        List<Step> steps = steps(LoopVariant.RETRY_STORM);

        // then
        assertThat(steps.stream().map(Step::requestFingerprint).distinct()).hasSize(1);
        assertThat(steps).allMatch(step -> !step.status().equals("ok")).allMatch(step -> step.gapMs() <= 4_000);
        assertThat(steps).extracting(Step::attempt).startsWith(1L, 2L, 3L);
    }

    @Test
    void subAgentsDoTheSameInTheSameOrder() {
        // given
        Chance chance = Chance.of(8);
        SameWork work = SameWork.draw(chance);

        // when
        List<ToolAction> first = actions(all(work.script(AgentProfile.CLAUDE_CODE, chance, loop)));
        List<ToolAction> second = actions(all(work.script(AgentProfile.CLAUDE_CODE, chance, loop)));

        // then
        assertThat(second).isEqualTo(first).hasSizeBetween(3, 8);
    }

    private List<Step> steps(LoopVariant variant) {
        return all(new Repetition(variant, REPEATS, AgentProfile.CLAUDE_CODE, Chance.of(7), loop));
    }

    private static List<Step> all(Script script) {
        List<Step> steps = new ArrayList<>();
        for (Step step = script.next(); step != null; step = script.next()) {
            steps.add(step);
        }
        return steps;
    }

    private static List<ToolAction> actions(List<Step> steps) {
        return steps.stream().flatMap(step -> step.actions().stream()).toList();
    }
}
