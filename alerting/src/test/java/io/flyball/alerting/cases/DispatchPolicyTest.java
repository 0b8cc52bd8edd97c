package io.flyball.alerting.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DispatchPolicyTest {

    @Property
    void neverComesBackBeforeTheWaitAskedFor(
            @ForAll @IntRange(min = 1) int failures,
            @ForAll @LongRange(min = 1, max = 86_400_000) long askedMs,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double jitter) {
        assertThat(DispatchPolicy.DEFAULT.delayMs(failures, askedMs, jitter)).isBetween(askedMs, askedMs + 1_000);
    }

    @Property
    void neverWaitsLongerThanItsLimitNorNotAtAll(
            @ForAll @IntRange(min = 1) int failures, @ForAll @DoubleRange(max = 1, maxIncluded = false) double jitter) {
        assertThat(DispatchPolicy.DEFAULT.delayMs(failures, 0, jitter)).isBetween(1L, 60_000L);
    }

    @Test
    void waitsNoLongerThanItsPatienceWhateverIsAskedFor() {
        assertThat(DispatchPolicy.DEFAULT.delayMs(1, Long.MAX_VALUE, 0)).isEqualTo(86_400_000);
    }

    @Test
    void refusesAFirstDelayAboveTheGreatest() {
        assertThatThrownBy(() -> new DispatchPolicy(2_000, 1_000, 10_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("firstDelayMs <= maxDelayMs")
                .hasMessageContaining("2000, 1000");
    }
}
