package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that cannot be asked for, and how far a delay goes. */
class LimitsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -2})
    void refusesLimitsThatWouldStopATask(long limit) {
        assertThatThrownBy(() -> new Limits(limit, -1, -1, -1, "", -1)).hasMessageContaining("requests a minute");
        assertThatThrownBy(() -> new Limits(-1, limit, -1, -1, "", -1)).hasMessageContaining("tokens a minute");
        assertThatThrownBy(() -> new Limits(-1, -1, limit, -1, "", -1)).hasMessageContaining("at the same time");
        assertThatThrownBy(() -> new Limits(-1, -1, -1, -1, "", limit)).hasMessageContaining("output tokens");
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, 60_001})
    void refusesDelaysThatClientsGiveUpOn(long delayMs) {
        assertThatThrownBy(() -> new Limits(-1, -1, -1, delayMs, "", -1)).hasMessageEndingWith("but it is " + delayMs);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 60_000})
    void takesDelaysUpToAMinute(long delayMs) {
        assertThat(new Limits(1, 1, 1, delayMs, "", 1).delayMs()).isEqualTo(delayMs);
    }

    @Test
    void aDelayLeavesTheOthersAsTheyAre() {
        assertThat(new Limits(1, 2, 3, 4, "m", 5).withDelayMs(9)).isEqualTo(new Limits(1, 2, 3, 9, "m", 5));
    }

    @Test
    void aDelayIsBoundByTheRateAndByTheCache() {
        // given
        Limits asked = new Limits(10, -1, -1, 60_000, "", -1);
        // when, then: a rate of 10 waits 6 s itself; half of what is left of 300 s
        assertThat(TaskSafety.bounded(asked, 0).delayMs()).isEqualTo(54_000);
        assertThat(TaskSafety.bounded(asked, 200_000).delayMs()).isEqualTo(50_000);
        assertThat(TaskSafety.bounded(asked, 400_000).delayMs()).isZero();
        assertThat(TaskSafety.bounded(asked, -400_000).delayMs()).isEqualTo(54_000);
        assertThat(TaskSafety.bounded(asked.withDelayMs(0), 400_000).delayMs()).isZero();
        assertThat(TaskSafety.bounded(asked.withDelayMs(-1), 400_000).delayMs()).isEqualTo(-1);
    }

    @Test
    void aTaskHasAnAllowanceOnlyWhereNewOnesAreHeld() {
        assertThat(TaskSafety.taskAllowance(Level.DOWNSHIFT, null)).isEqualTo(-1);
        assertThat(TaskSafety.taskAllowance(Level.HOLD_NEW_TASKS, null)).isEqualTo(1000);
    }
}
