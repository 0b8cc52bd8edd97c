package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.govern.Policy.Budget;
import io.flyball.core.govern.Policy.Rung;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts that open findings, and those that close them, in nano-USD. */
class SpendThresholdTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final ScopeMatch MATCH = new ScopeMatch(Dimension.USER, "ann");

    @ParameterizedTest
    @CsvSource({"100, 80", "19, 15", "10, 8", "1, 1", "9223372036854775807, 7378697629483820645"})
    void aRollingBudgetClosesAtFourFifths(long open, long close) {
        assertThat(budget(Window.ROLLING_24H, open, "1").closeNanoUsd()).isEqualTo(close);
    }

    @Test
    void aCalendarBudgetClosesAsAWhole() {
        assertThat(budget(Window.MONTH, 100, "1").closeNanoUsd()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"100, 0.8, 80", "99, 0.5, 50", "1, 0.001, 1", "9223372036854775807, 2, 9223372036854775807"})
    void aShareIsTheLeastWholeAmountOfItOrMore(long amount, String at, long open) {
        assertThat(budget(Window.MONTH, amount, at).openNanoUsd()).isEqualTo(open);
    }

    @Test
    void aRaiseMovesEachShareAndTheWhole() {
        // given
        SpendThreshold half = budget(Window.ROLLING_7D, 100, "0.5");
        // when
        SpendThreshold raised = half.raisedBy(51);
        // then: half of 151, rounded up
        assertThat(raised.openNanoUsd()).isEqualTo(76);
        assertThat(raised.closeNanoUsd()).isEqualTo(60);
        assertThat(raised.ofNanoUsd()).isEqualTo(151);
        assertThat(half.raisedBy(0)).isSameAs(half);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 199, false",
        "100, 200, true",
        "199, 200, true",
        "200, 399, false",
        "399, 400, true",
        "100, 900, true",
        "0, 9223372036854775807, true"
    })
    void whatIsBeyondTheWholeIsToldAgainAtEachDoubling(long before, long after, boolean told) {
        assertThat(budget(Window.MONTH, 100, "1").doubles(before, after)).isEqualTo(told);
    }

    @Test
    void aShareOfABudgetIsNotToldAgainForTheNextShareIs() {
        assertThat(budget(Window.MONTH, 100, "0.5").doubles(50, 100)).isFalse();
    }

    @Test
    void aRaiseMovesNoSpike() {
        // given
        SpendThreshold spike = SpendThreshold.ofSpike(new SpikeRule(MATCH, 1, Level.ADVISE), 100);
        // when, then
        assertThat(spike.raisedBy(1000)).isSameAs(spike);
    }

    @ParameterizedTest
    @CsvSource({
        "4000, 3200, 500, 4500, 3600",
        "10, 5, 1000, 1010, 505",
        "7, 7, 2, 9, 9",
        "3, 1, 1, 4, 1",
        "9223372036854775807, 1, 1, 9223372036854775807, 1",
        "1, 1, 9223372036854775807, 9223372036854775807, 9223372036854775807"
    })
    void aRaiseMovesABurnByItsAmountAndItsCloseByTheSameShare(
            long open, long close, long raise, long raisedOpen, long raisedClose) {
        // given
        SpendThreshold burn = SpendThreshold.of(new BurnRule(MATCH, Window.ROLLING_3D, open, close, Level.PACE));
        // when
        SpendThreshold raised = burn.raisedBy(raise);
        // then
        assertThat(raised.openNanoUsd()).isEqualTo(raisedOpen);
        assertThat(raised.closeNanoUsd()).isEqualTo(raisedClose);
        assertThat(raised.burnRule())
                .isEqualTo(new BurnRule(MATCH, Window.ROLLING_3D, raisedOpen, raisedClose, Level.PACE));
        assertThat(burn.raisedBy(0)).isSameAs(burn);
    }

    @Test
    void aKeyIsAllThatIsNeededToCloseWhatItOpened() {
        // given
        SpendThreshold burn = SpendThreshold.of(new BurnRule(MATCH, Window.ROLLING_3D, 10, 5, Level.PACE));
        SpendThreshold budget = budget(Window.ROLLING_7D, 1000, "0.5");
        SpendThreshold spike = SpendThreshold.ofSpike(new SpikeRule(MATCH, 1, Level.ADVISE), 100);
        // when, then
        assertThat(List.of(burn.key(), budget.key(), spike.key()))
                .containsExactly("burn/3d/10/5", "budget/7d/500/1000", "spike/24h/100/80");
        assertThat(SpendThreshold.ofKey(burn.key(), ANN, Level.PACE)).isEqualTo(burn);
        assertThat(SpendThreshold.ofKey(budget.key(), ANN, Level.PACE)).isEqualTo(budget);
        assertThat(SpendThreshold.ofKey(spike.key(), ANN, Level.ADVISE)).isEqualTo(spike);
        assertThat(SpendThreshold.isSpike(spike.key())).isTrue();
        assertThat(SpendThreshold.isSpike(burn.key())).isFalse();
        assertThat(spike.kind()).isEqualTo(FindingKind.SPIKE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"budget/7d/500", "budget/8d/500/1000"})
    void refusesAKeyThatIsNone(String key) {
        assertThatThrownBy(() -> SpendThreshold.ofKey(key, ANN, Level.PACE))
                .hasMessageEndingWith("but the key is " + key);
    }

    private static SpendThreshold budget(Window window, long amount, String at) {
        return SpendThreshold.of(new Budget(MATCH, window, amount, List.of(new Rung(new BigDecimal(at), Level.PACE))))
                .get(0);
    }
}
