package io.flyball.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RobustTest {
    @Test
    void theMedianIsTheMiddleOneInOrder() {
        assertThat(Robust.median(9, 1, 5)).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberIsTheLowerOfTheTwoInTheMiddle() {
        assertThat(Robust.median(9, 1, 5, 7)).isEqualTo(5);
    }

    @Test
    void theMedianLeavesTheValuesInTheirOrder() {
        // given
        long[] values = {9, 1, 5};
        // when
        Robust.median(values);
        // then
        assertThat(values).containsExactly(9, 1, 5);
    }

    @Test
    void amongEqualValuesAnOutlierIsAMultipleOfThem() {
        assertThat(Robust.outlierFrom(new long[] {7_000, 7_000, 7_000}, 6)).isEqualTo(42_000);
    }

    @Test
    void amongScatteredValuesAnOutlierIsSixDeviationsOfOnePointFourEightTwoSixMadAway() {
        // given: median 10,000, distances 9,000, 8,000, 0, 8,000, 9,000: the middle one is 8,000
        long[] values = {1_000, 2_000, 10_000, 18_000, 19_000};
        // when
        long from = Robust.outlierFrom(values, 2);
        // then: 10,000 + 8,000 * 8.896
        assertThat(from).isEqualTo(81_168);
    }

    @Test
    void theGreatestValuesDoNotLeaveTheRangeOfALong() {
        // given
        long[] values = {1, 1, Robust.GREATEST, Robust.GREATEST, Robust.GREATEST};
        // when
        long from = Robust.outlierFrom(values, 100);
        // then
        assertThat(from).isEqualTo(100 * Robust.GREATEST);
    }
}
