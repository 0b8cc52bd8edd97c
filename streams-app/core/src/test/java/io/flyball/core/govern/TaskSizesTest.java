package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How many calls tasks make, in buckets up to powers of two. */
class TaskSizesTest {
    private final TaskSizes sizes = new TaskSizes();

    @Test
    void onlyCallsThatLeaveABucketChangeIt() {
        assertThat(LongStream.rangeClosed(1, 20).filter(TaskSizes::changesAt)).containsExactly(1L, 2L, 3L, 5L, 9L, 17L);
    }

    @Test
    void aTaskThatGrowsIsStillOne() {
        // when
        for (int call = 1; call <= 5; call++) {
            sizes.grow(call - 1, call);
        }
        // then
        assertThat(sizes.tasks()).isEqualTo(1);
        assertThat(sizes.quantileCalls(95)).isEqualTo(8);
    }

    @Test
    void aQuantileIsTheBucketOfTheTaskThatReachesIt() {
        // given: nineteen of twenty are short
        for (int task = 0; task < 19; task++) {
            sizes.grow(0, 1);
        }
        sizes.grow(0, 1000);
        // when, then
        assertThat(sizes.quantileCalls(95)).isEqualTo(1);
        assertThat(sizes.quantileCalls(96)).isEqualTo(1024);
        assertThat(new TaskSizes().quantileCalls(95)).isZero();
    }

    @Test
    void twoTogetherAreTheirSum() {
        // given
        TaskSizes other = new TaskSizes();
        other.grow(0, 4);
        sizes.grow(0, 1);
        // when
        sizes.add(other);
        // then
        assertThat(sizes.tasks()).isEqualTo(2);
        assertThat(sizes.quantileCalls(100)).isEqualTo(4);
    }

    @Test
    void refusesATaskWithoutACall() {
        assertThatThrownBy(() -> sizes.grow(0, 0)).hasMessageContaining("from 0 to 0");
        assertThatThrownBy(() -> sizes.grow(-1, 1)).hasMessageContaining("from -1 to 1");
    }
}
