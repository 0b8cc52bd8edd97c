package io.flyball.core.stage;

import static io.flyball.core.stage.BudgetsTest.budget;
import static io.flyball.core.stage.BudgetsTest.rung;
import static io.flyball.core.stage.GovernedUser.DWELL_MS;
import static io.flyball.core.stage.GovernedUser.NOON;
import static io.flyball.core.stage.GovernedUser.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.spend.Window;
import org.junit.jupiter.api.Test;

/** In shadow nobody is slowed, and signals say what they would have been. */
class ShadowTest {
    private static final Policy PACED = policy(budget("user", Window.DAY, 100, rung("1", Level.PACE)));
    private static final Policy DOWNSHIFTED = policy(budget("user", Window.DAY, 100, rung("1", Level.DOWNSHIFT)));

    @Test
    void advisesAndSaysWhatItWouldHaveBeen() {
        // given
        GovernedUser ann = new GovernedUser(PACED.inShadow());
        // when
        ann.spend("100", NOON);
        // then
        Signal signal = ann.last();
        assertThat(signal.level()).isEqualTo(Level.ADVISE);
        assertThat(signal.limits()).isEqualTo(Limits.NONE);
        assertThat(signal.steps()).allSatisfy(step -> {
            assertThat(step.level()).isEqualTo(Level.ADVISE);
            assertThat(step.limits()).isEqualTo(Limits.NONE);
        });
        assertThat(signal.shadow()).isEqualTo(new Signal.Shadow(Level.PACE, PACED.limits(Level.PACE), -1));
        assertThat(signal.text()).contains("would have been pace");
    }

    @Test
    void climbsInShadowAsItWouldInForce() {
        // given
        GovernedUser ann = new GovernedUser(DOWNSHIFTED.inShadow());
        ann.spend("100", NOON);
        // when
        ann.timeIs(NOON + DWELL_MS);
        // then
        assertThat(ann.signals())
                .extracting(Signal::shadow)
                .extracting(shadow -> shadow == null ? Level.CLEAR : shadow.level())
                .containsExactly(Level.PACE, Level.DOWNSHIFT);
        assertThat(ann.levels()).containsOnly(Level.ADVISE);
    }

    @Test
    void adviceNeedsNoShadow() {
        // given
        GovernedUser ann = new GovernedUser(
                policy(budget("user", Window.DAY, 100, rung("1", Level.ADVISE))).inShadow());
        // when
        ann.spend("100", NOON);
        // then
        assertThat(ann.last().shadow()).isNull();
    }

    @Test
    void oneSwitchPutsWhatIsInForceInShadowAtOnceAndBack() {
        // given
        GovernedUser ann = new GovernedUser(PACED);
        ann.spend("100", NOON);
        // when
        ann.controls.putAllInShadow(true);
        ann.reconsider(NOON + 1);
        ann.controls.putAllInShadow(false);
        ann.reconsider(NOON + 2);
        // then
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.ADVISE, Level.PACE);
        assertThat(ann.signals()).extracting(Signal::sequence).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theSwitchOutlivesAnotherPolicy() {
        // given
        GovernedUser ann = new GovernedUser(PACED);
        ann.controls.putAllInShadow(true);
        // when
        ann.controls.apply(PACED);
        // then
        assertThat(ann.controls.policy().throttling().shadow()).isTrue();
    }
}
