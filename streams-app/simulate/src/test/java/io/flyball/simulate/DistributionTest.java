package io.flyball.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static final double[] QUANTILES = {1, 2, 5, 10, 30, 90, 200, 900, 5_000};
    private static final int DRAWS = 200_000;

    private final Distribution distribution = Distribution.of(QUANTILES);

    @Test
    void drawsHaveTheQuantilesItWasGiven() {
        // given
        Chance chance = Chance.of(1);

        // when
        double[] drawn = DoubleStream.generate(() -> distribution.sample(chance))
                .limit(DRAWS)
                .sorted()
                .toArray();

        // then
        assertThat(drawn[(int) (DRAWS * .05)]).isCloseTo(2, within(.1));
        assertThat(drawn[DRAWS / 2]).isCloseTo(10, within(.3));
        assertThat(drawn[(int) (DRAWS * .9)]).isCloseTo(90, within(4.0));
        assertThat(drawn[0]).isGreaterThanOrEqualTo(1);
        assertThat(drawn[DRAWS - 1]).isLessThanOrEqualTo(5_000);
    }

    @Test
    void itsMeanIsThatOfItsDraws() {
        // given
        Chance chance = Chance.of(2);

        // when
        double mean = DoubleStream.generate(() -> distribution.sample(chance))
                .limit(DRAWS)
                .average()
                .orElseThrow();

        // then
        assertThat(distribution.mean()).isCloseTo(mean, within(mean * .05));
    }

    @Test
    void otherThanNineQuantilesAreRefused() {
        assertThatThrownBy(() -> Distribution.of(Arrays.copyOf(QUANTILES, 8)))
                .hasMessage("Expected nine quantiles, but got 8");
    }
}
