package io.flyball.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy whose rules do not fit together is refused with the lines of both. */
class PolicyContradictionsTest {
    private final Path folder;

    PolicyContradictionsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void takesBurnRulesOfOneMatchAndWindowWithOtherAmounts() {
        // given
        Written file = Written.in(folder, "policy.yaml", """
                findings:
                  burn:
                    - {dimension: user, window: 3d, open_usd: 10, level: advise}
                    - {dimension: user, window: 3d, open_usd: 20, level: pace}
                """);

        // when
        PolicyFile read = PolicyFile.read(file.file());

        // then
        assertThat(read.policy().burns()).hasSize(2);
    }

    @Test
    void refusesABurnRuleGivenTwice() {
        // given
        Written file = Written.in(folder, "policy.yaml", """
                findings:
                  burn:
                    - {dimension: user, window: 3d, open_usd: 10}
                    - {dimension: user, match: "*", window: 3d, open_usd: 10}
                """);

        // when
        List<String> refusal = file.refusal(PolicyFile::read);

        // then
        assertThat(refusal)
                .containsExactly(
                        "policy.yaml line 4: the burn rule of user:* in 3d has the amounts of the one of user:*"
                                + " on line 3: give it other amounts, or remove one of the two.");
    }

    @Test
    void refusesBurnRulesThatMeetInAScopeWithTheSameAmounts() {
        // given
        Written file = Written.in(folder, "policy.yaml", """
                findings:
                  burn:
                    - {dimension: user, window: 3d, open_usd: 10}
                    - {dimension: user, match: ann, window: 3d, open_usd: 10, level: downshift}
                    - {dimension: team, match: a, window: 3d, open_usd: 10}
                    - {dimension: team, match: b, window: 3d, open_usd: 10}
                ladder: {downshift: {model_override: m}}
                """);

        // when
        List<String> refusal = file.refusal(PolicyFile::read);

        // then
        assertThat(refusal)
                .containsExactly(
                        "policy.yaml line 4: the burn rule of user:ann in 3d asks for downshift at the amount at which another"
                                + " level, pace, is asked for by the one of user:* on line 3: give it other amounts,"
                                + " or remove one of the two.");
    }

    @Test
    void refusesBudgetsThatContradictEachOther() {
        // given
        Written file = Written.in(folder, "policy.yaml", """
                budgets:
                  - {dimension: user, match: ann, period: 7d, amount_usd: 4000, ladder: [{at: 1, level: advise}]}
                  - {dimension: user, match: "an*", period: 7d, amount_usd: 5000, ladder: [{at: 0.8, level: pace}]}
                """);

        // when
        List<String> refusal = file.refusal(PolicyFile::read);

        // then: 0.8 of 5,000 is the 4,000 of the other budget
        assertThat(refusal)
                .singleElement()
                .asString()
                .startsWith("policy.yaml line 3: the budget of user:an* in 7d asks for pace")
                .contains("another level, advise, is asked for by the one of user:ann on line 2");
    }

    @Test
    void refusesABudgetThatContradictsAStandardRule() {
        // given
        Written file = Written.in(
                folder, "policy.yaml", "budgets: [{dimension: user, period: 3d, amount_usd: 4000, advise_at: 1}]");

        // when
        List<String> refusal = file.refusal(PolicyFile::read);

        // then
        assertThat(refusal)
                .singleElement()
                .asString()
                .endsWith(
                        "another level, pace, is asked for by the one of user:* of the standard policy: give it other amounts,"
                                + " or remove one of the two.");
    }

    @Test
    void refusesALadderThatSkipsALevelOnTheWay() {
        // given
        Written file = Written.in(
                folder,
                "policy.yaml",
                "findings: {loop: {level: downshift}}\nladder: {pace: {}, downshift: {model_override: m}}\n");

        // when
        List<String> refusal = file.refusal(PolicyFile::read);

        // then
        assertThat(refusal)
                .containsExactly("policy.yaml line 2: the ladder skips pace, though rules ask for downshift: write for"
                        + " example pace: {max_requests_per_minute: 10}.");
    }
}
