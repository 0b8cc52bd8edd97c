package io.flyball.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.ToolAction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookAlikesTest {
    private final Payer payer = new Payer("dev-001@example.test", "team-01", "gateway-01", false);
    private final Occurrence harmless = new Occurrence.Harmless(LookAlikeKind.POLLING, payer);
    private final Chance chance = Chance.of(21);

    @Test
    void waitingRepeatsOneCallWithAWaitBetween() {
        // when
        List<Step> steps = all(new Waiting(chance, harmless));

        // then
        assertThat(fingerprints(steps)).hasSize(1);
        assertThat(steps).hasSizeGreaterThanOrEqualTo(4).allMatch(step -> step.gapMs() >= 6_000);
    }

    @Test
    void pagingAsksForSomethingElseEachTime() {
        // when
        List<Step> steps = all(new Paging(chance, harmless));

        // then
        assertThat(fingerprints(steps)).hasSize(steps.size()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(actions(steps).stream().map(ToolAction::name).distinct()).containsExactly("Read");
    }

    @Test
    void testsRunAgainAfterEditsThatDiffer() {
        // when
        List<ToolAction> actions = actions(all(new TestRuns(AgentProfile.CLAUDE_CODE, chance, harmless)));

        // then
        assertThat(actions.stream()
                        .filter(action -> "Bash".equals(action.name()))
                        .map(ToolAction::fingerprint)
                        .distinct())
                .hasSize(1);
        assertThat(actions)
                .filteredOn(action -> "Edit".equals(action.name()))
                .extracting(ToolAction::fingerprint)
                .doesNotHaveDuplicates();
        assertThat(actions.get(0).name()).isEqualTo("Edit");
        assertThat(actions.get(actions.size() - 1).error()).isFalse();
    }

    @Test
    void aLongRefactoringAlternatesTwoToolsOnOtherPlaces() {
        // when
        List<Step> steps = all(new Refactoring(AgentProfile.CLAUDE_CODE, chance, harmless));

        // then
        assertThat(steps).hasSizeBetween(150, 450);
        assertThat(fingerprints(steps)).hasSize(steps.size());
        assertThat(actions(steps).stream().map(ToolAction::name).distinct()).hasSize(2);
    }

    @Test
    void everydayWorkHardlyEverRepeatsAnActionAtOnce() {
        // when
        List<ToolAction> actions = actions(all(new OrdinaryWork(AgentProfile.CLAUDE_CODE, chance, 5_000)));
        long repeated = 0;
        for (int i = 1; i < actions.size(); i++) {
            repeated += actions.get(i).fingerprint().equals(actions.get(i - 1).fingerprint()) ? 1 : 0;
        }

        // then
        assertThat(repeated).isLessThan(60);
        assertThat(actions).hasSizeGreaterThan(4_500);
    }

    @Test
    void aCallThatWasTurnedAwayIsSentAgainOnce() {
        // when
        List<Step> steps = all(new OrdinaryWork(AgentProfile.CLAUDE_CODE, chance, 5_000));
        List<Integer> turnedAway = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).status().equals("rate_limited")) {
                turnedAway.add(i);
            }
        }

        // then
        assertThat(turnedAway).isNotEmpty().allSatisfy(i -> {
            assertThat(steps.get(i + 1).requestFingerprint())
                    .isEqualTo(steps.get(i).requestFingerprint());
            assertThat(steps.get(i + 1).status()).isEqualTo("ok");
        });
    }

    @Test
    void aBatchAsksAtAnEvenPace() {
        // given
        EvenCalls.Shape shape = new EvenCalls.Shape(2_000, 10, 3_000, 200, 0);

        // when
        List<Step> steps = all(new EvenCalls(shape, 500, chance, harmless));

        // then
        assertThat(steps)
                .hasSize(500)
                .allMatch(step -> step.gapMs() >= 1_800 && step.gapMs() <= 2_200)
                .allMatch(step -> step.contextTokens() == 3_000);
    }

    private static List<String> fingerprints(List<Step> steps) {
        return actions(steps).stream().map(ToolAction::fingerprint).distinct().toList();
    }

    private static List<ToolAction> actions(List<Step> steps) {
        return steps.stream().flatMap(step -> step.actions().stream()).toList();
    }

    private static List<Step> all(Script script) {
        List<Step> steps = new ArrayList<>();
        for (Step step = script.next(); step != null; step = script.next()) {
            steps.add(step);
        }
        return steps;
    }
}
