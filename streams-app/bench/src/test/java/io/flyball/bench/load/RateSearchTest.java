package io.flyball.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RateSearchTest {
    private static final int FIRST = 1_000;
    private static final int MOST = 200_000;

    @Test
    void doublesAndThenHalvesTheGap() {
        // given
        RateSearch search = new RateSearch(FIRST, MOST);
        // when
        List<Integer> tried = run(search, rate -> rate <= 5_500);
        // then
        assertThat(tried).containsExactly(1_000, 2_000, 4_000, 8_000, 8_000, 6_000, 6_000, 5_000, 5_500);
        assertThat(search.highest()).isEqualTo(5_500);
    }

    @Test
    void aRateThatFailsOnceIsTriedAgain() {
        // given
        RateSearch search = new RateSearch(FIRST, 2_000);
        boolean[] paused = {true};
        // when
        run(search, rate -> {
            boolean sustained = !paused[0];
            paused[0] = false;
            return sustained;
        });
        // then
        assertThat(search.highest()).isEqualTo(2_000);
    }

    @Property
    void comesWithinATenthOfTheTruthInFewSteps(@ForAll @IntRange(min = FIRST, max = MOST) int truth) {
        // given
        RateSearch search = new RateSearch(FIRST, MOST);
        // when
        List<Integer> tried = run(search, rate -> rate <= truth);
        // then
        assertThat(search.highest()).isBetween((int) (truth / 1.1) - 1, truth);
        assertThat(tried).hasSizeLessThan(20);
    }

    @Test
    void findsNothingWhereNothingIsSustained() {
        // given
        RateSearch search = new RateSearch(FIRST, MOST);
        // when
        run(search, rate -> false);
        // then
        assertThat(search.highest()).isZero();
    }

    private static List<Integer> run(RateSearch search, IntPredicate sustained) {
        List<Integer> tried = new ArrayList<>();
        for (OptionalInt next = search.next(); next.isPresent(); next = search.next()) {
            tried.add(next.getAsInt());
            search.judge(sustained.test(next.getAsInt()));
        }
        return tried;
    }
}
