package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.Policy.Budget;
import io.flyball.core.govern.Policy.Rung;
import io.flyball.core.govern.Policy.Throttling;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy says by itself. */
class PolicyTest {
    private static final ScopeMatch USERS = new ScopeMatch(Dimension.USER, "*");

    @ParameterizedTest
    @EnumSource(FindingKind.class)
    void theStandardPolicyLooksForEverything(FindingKind kind) {
        assertThat(Policy.standard().looksFor(kind, new Scope(Dimension.USER, "ann")))
                .isTrue();
    }

    @Test
    void spikesAreLookedForWhereARuleIsOfTheScope() {
        assertThat(Policy.standard().looksFor(FindingKind.SPIKE, new Scope(Dimension.TEAM, "payments")))
                .isFalse();
    }

    @Test
    void theStandardPolicyIsInForceAndExemptsNobody() {
        assertThat(Policy.standard().throttling()).isEqualTo(new Throttling(false, 300_000));
        assertThat(Policy.standard().exempts(new Scope(Dimension.USER, "ann"))).isFalse();
    }

    @Test
    void inShadowItKeepsItsDwell() {
        assertThat(Policy.standard().inShadow().throttling()).isEqualTo(new Throttling(true, 300_000));
    }

    @Test
    void aBudgetThatIsToldOnlyWhenItIsUsedUpHasOneRung() {
        assertThat(new Budget(USERS, Window.MONTH, 1, BigDecimal.ONE, Level.PACE).ladder())
                .containsExactly(new Rung(BigDecimal.ONE, Level.PACE));
        assertThat(new Budget(USERS, Window.MONTH, 1, new BigDecimal("0.999"), Level.PACE).ladder())
                .containsExactly(new Rung(new BigDecimal("0.999"), Level.ADVISE), new Rung(BigDecimal.ONE, Level.PACE));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesABudgetOfNothing(long nanoUsd) {
        assertThatThrownBy(() -> new Budget(USERS, Window.MONTH, nanoUsd, List.of()))
                .hasMessage("Expected a budget of more than 0, but it is " + nanoUsd + " nano-USD");
    }

    @Test
    void aDwellIsFromNothingToAnHour() {
        assertThat(new Throttling(false, 0).dwellMs()).isZero();
        assertThat(new Throttling(false, 3_600_000).dwellMs()).isEqualTo(3_600_000);
        assertThatThrownBy(() -> new Throttling(false, -1)).hasMessageEndingWith("but it is -1 ms");
        assertThatThrownBy(() -> new Throttling(false, 3_600_001)).hasMessageEndingWith("but it is 3600001 ms");
    }
}
