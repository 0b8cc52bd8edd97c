package io.flyball.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.ToolAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        List<ToolAction> actions = actions(all(new OrdinaryWork(AgentProfile.CLAUDE_CODE, payer, chance, 5_000)));
        long repeated = 0;
        for (int i = 1; i < actions.size(); i++) {
            repeated += Objects.equals(
                            actions.get(i).fingerprint(), actions.get(i - 1).fingerprint())
                    ? 1
                    : 0;
        }

        // then
        assertThat(repeated).isLessThan(60);
        assertThat(actions).hasSizeGreaterThan(4_500);
    }

    @Test
    void aCallThatWasTurnedAwayIsSentAgainAfterPausesThatDouble() {
        // when
        List<Step> steps = all(new OrdinaryWork(AgentProfile.CLAUDE_CODE, payer, chance, 5_000));
        List<Integer> retries = new ArrayList<>();
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).attempt() > 2) {
                retries.add(i);
            }
        }

        // then
        assertThat(retries).isNotEmpty().allSatisfy(i -> {
            Step before = steps.get(i - 1);
            assertThat(steps.get(i).requestFingerprint()).isEqualTo(before.requestFingerprint());
            assertThat(before.status()).isEqualTo("rate_limited");
            assertThat(steps.get(i).gapMs()).isBetween(before.gapMs() * 2 - 1_000, before.gapMs() * 2 + 500);
        });
    }

    @Test
    void everyRequestThatWasTurnedAwayIsAnsweredInTheEnd() {
        // when
        List<Step> steps = all(new OrdinaryWork(AgentProfile.CLAUDE_CODE, payer, chance, 5_000));

        // then
        List<String> refused = steps.stream()
                .filter(step -> step.status().equals("rate_limited"))
                .map(Step::requestFingerprint)
                .distinct()
                .toList();
        assertThat(steps.stream().filter(step -> step.status().equals("ok")).map(Step::requestFingerprint))
                .containsAll(refused);
        assertThat(refused).hasSizeGreaterThan(5);
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
