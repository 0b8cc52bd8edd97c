package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delays that a running task can bear, and how many calls it is left. */
class TaskSafetyTest {
    @ParameterizedTest
    @CsvSource({
        // asked, requests a minute, since the newest call, bounded
        "2000,-1,0,2000",
        "60000,-1,0,60000",
        "60000,-1,180000,60000",
        "60000,-1,180002,59999",
        "60000,-1,299998,1",
        "60000,-1,300000,0",
        "60000,-1,900000,0",
        "60000,10,0,54000",
        "60000,1,0,0",
        "5000,10,0,5000",
        "0,10,0,0",
        "-1,10,0,-1",
    })
    void aDelayLeavesTheCacheWarmAndTheNextCallWithinAMinute(long asked, long rate, long sinceMs, long bounded) {
        assertThat(TaskSafety.bounded(new Limits(rate, -1, -1, asked, "", -1), sinceMs))
                .isEqualTo(new Limits(rate, -1, -1, bounded, "", -1));
    }

    @Test
    void theAllowanceIsGenerousHoweverSmallTasksSeemToBe() {
        // given
        TaskSizes small = sizes(Collections.nCopies(20, 3L));
        TaskSizes oneLong = sizes(List.of(5000L));
        // then
        assertThat(TaskSafety.taskAllowance(Level.HOLD_NEW_TASKS, null)).isEqualTo(1000);
        assertThat(TaskSafety.taskAllowance(Level.HOLD_NEW_TASKS, small)).isEqualTo(1000);
        assertThat(TaskSafety.taskAllowance(Level.HOLD_NEW_TASKS, oneLong)).isEqualTo(8192);
        assertThat(TaskSafety.taskAllowance(Level.DOWNSHIFT, small)).isEqualTo(-1);
    }

    @Property(tries = 200)
    void theAllowanceIsAtLeastTheCallsOfTheTaskAtNinetyFivePercent(
            @ForAll @Size(min = 20, max = 200) List<@IntRange(min = 1, max = 100_000) Integer> calls) {
        // given
        TaskSizes sizes = sizes(calls.stream().map(Integer::longValue).toList());
        List<Integer> sorted = new ArrayList<>(calls);
        Collections.sort(sorted);
        // when
        long allowance = TaskSafety.taskAllowance(Level.HOLD_NEW_TASKS, sizes);
        // then
        int exact = sorted.get((sorted.size() * 95 + 99) / 100 - 1);
        assertThat(allowance).isBetween((long) exact, Math.max(1000, 2L * exact));
    }

    @Test
    void sizesGrowCallByCallAddUpAndPassThroughBytes() {
        // given
        TaskSizes sizes = new TaskSizes();
        for (long call = 1; call <= 100; call++) {
            sizes.grow(call - 1, call);
        }
        TaskSizes other = sizes(List.of(1L, 1L, 1L));
        List<Long> bytes = new ArrayList<>();
        // when
        sizes.add(other);
        sizes.pass(number -> {
            bytes.add(number);
            return number;
        });
        TaskSizes read = new TaskSizes();
        read.pass(unused -> bytes.remove(0));
        // then
        assertThat(read.tasks()).isEqualTo(4);
        assertThat(read.quantileCalls(75)).isEqualTo(1);
        assertThat(read.quantileCalls(76)).isEqualTo(128);
        assertThat(new TaskSizes().quantileCalls(95)).isZero();
    }

    private static TaskSizes sizes(List<Long> calls) {
        TaskSizes sizes = new TaskSizes();
        calls.forEach(n -> sizes.grow(0, n));
        return sizes;
    }
}
