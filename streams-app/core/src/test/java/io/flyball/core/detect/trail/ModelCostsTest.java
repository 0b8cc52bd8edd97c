package io.flyball.core.detect.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.trail.ModelCosts.Share;
import org.junit.jupiter.api.Test;

/** What each of a user's models cost lately. */
class ModelCostsTest {
    private static final long DAY_MS = 86_400_000L;
    private static final long NOON_MS = 20_000 * DAY_MS + DAY_MS / 2;

    private final ModelCosts costs = new ModelCosts();

    @Test
    void theDearestModelComesFirst() {
        // when
        costs.add("small", NOON_MS, 10);
        costs.add("large", NOON_MS, 70);
        costs.add("small", NOON_MS + 1, 20);
        // then
        assertThat(costs.dearest()).containsExactly(new Share("large", 70), new Share("small", 30));
        assertThat(costs.sumNanoUsd()).isEqualTo(100);
    }

    @Test
    void yesterdayCountsAndTheDayBeforeDoesNot() {
        // given
        costs.add("large", NOON_MS, 70);
        costs.add("small", NOON_MS + DAY_MS, 30);
        assertThat(costs.sumNanoUsd()).isEqualTo(100);
        // when
        costs.add("small", NOON_MS + 2 * DAY_MS, 1);
        // then
        assertThat(costs.dearest()).containsExactly(new Share("small", 31));
        assertThat(costs.sumNanoUsd()).isEqualTo(31);
    }

    @Test
    void aLateCallCountsOnItsOwnDay() {
        // given
        costs.add("small", NOON_MS, 30);
        // when
        costs.add("large", NOON_MS - DAY_MS, 5);
        costs.add("large", NOON_MS - 2 * DAY_MS, 5);
        costs.add("large", NOON_MS + DAY_MS, 1);
        // then: yesterday's is forgotten by now
        assertThat(costs.dearest()).containsExactly(new Share("small", 30), new Share("large", 1));
    }

    @Test
    void ofTooManyModelsTheCheapestIsForgottenAndStaysInTheSum() {
        // when
        for (int i = 1; i <= ModelCosts.MOST_MODELS + 1; i++) {
            costs.add("model-" + i, NOON_MS, i);
        }
        // then
        assertThat(costs.models()).hasSize(ModelCosts.MOST_MODELS).doesNotContain("model-1");
        assertThat(costs.sumNanoUsd()).isEqualTo(45);
    }

    @Test
    void amountsBeyondAllMoneyStopAtTheGreatest() {
        // when
        costs.add("large", NOON_MS, Long.MAX_VALUE);
        costs.add("large", NOON_MS + DAY_MS, 1);
        // then
        assertThat(costs.dearest()).containsExactly(new Share("large", Long.MAX_VALUE));
        assertThat(costs.sumNanoUsd()).isEqualTo(Long.MAX_VALUE);
    }
}
