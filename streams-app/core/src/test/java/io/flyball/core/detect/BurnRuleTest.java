package io.flyball.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BurnRuleTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");

    @Test
    void itsKeyIsAllThatIsNeededToCloseWhatItOpened() {
        // given
        BurnRule rule = rule(4000, 3200);
        // when
        BurnRule again = BurnRule.ofKey(rule.key(), ANN, Level.PACE);
        // then
        assertThat(rule.key()).isEqualTo("burn/3d/4000/3200");
        assertThat(again).isEqualTo(rule);
    }

    @Test
    void mayCloseWhereItOpens() {
        assertThat(rule(1, 1).closeNanoUsd()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1", "10, 11", "-5, -6"})
    void refusesAmountsOfNothingAndACloseAboveOpen(long open, long close) {
        assertThatThrownBy(() -> rule(open, close))
                .hasMessage("Expected 0 < close <= open, but close is " + close + " and open is " + open + " nano-USD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"burn/3d/4000", "burn/4d/4000/3200", "burn"})
    void refusesAKeyThatIsNone(String key) {
        assertThatThrownBy(() -> BurnRule.ofKey(key, ANN, Level.PACE)).hasMessageEndingWith("but the key is " + key);
    }

    private static BurnRule rule(long open, long close) {
        return new BurnRule(new ScopeMatch(Dimension.USER, "ann"), Window.ROLLING_3D, open, close, Level.PACE);
    }
}
