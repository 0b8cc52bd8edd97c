package io.flyball.core.spend;

import io.flyball.core.model.Scope;
import java.util.HashMap;
import java.util.Map;

/**
 * Signed amounts per scope and UTC minute that are still to be handed over to the scopes' owners. Emptied in the
 * transaction that forwards them. A minute is fine enough for every slice and, since 1972, for every local day.
 */
public final class Deltas {
    private static final long DAY_MS = 86_400_000L;

    private final Map<Scope, Minutes> byScope = new HashMap<>();
    private final Map<MemberDay, Long> members = new HashMap<>();
    private final Map<TaskGrowth, Long> tasks = new HashMap<>();
    private int size;

    /** Where emptied deltas go. */
    public interface Sink {
        void accept(Scope scope, long minuteSlot, Measures measures);
    }

    /** The minutes of one scope. Calls come in the order of time, more or less: the last minute is at hand. */
    private static final class Minutes {
        private final Map<Long, Measures> sums = new HashMap<>(2);
        private long lastMinute = Long.MIN_VALUE;
        private Measures last = new Measures();
    }

    /** What a member of a team spent on a UTC day, handed over with the deltas. */
    public interface MemberSink {
        void accept(String team, String user, long day, long costNanoUsd);
    }

    /** That so many tasks of a scope made their n-th call, handed over with the deltas. */
    public interface TaskSink {
        void accept(Scope scope, long nthCall, long tasks);
    }

    private record TaskGrowth(Scope scope, long nthCall) {}

    /** Adds that a task of a scope made its n-th call. */
    public void growTask(Scope scope, long nthCall) {
        tasks.merge(new TaskGrowth(scope, nthCall), 1L, Long::sum);
    }

    /** Hands over how tasks grew; the deltas of scopes stay. */
    public void drainTasksTo(TaskSink sink) {
        tasks.forEach((growth, count) -> sink.accept(growth.scope(), growth.nthCall(), count));
        tasks.clear();
    }

    private record MemberDay(String team, String user, long day) {}

    /** Adds what a member of a team spent. */
    public void addMember(String team, String user, long timeMs, long costNanoUsd) {
        members.merge(new MemberDay(team, user, Math.floorDiv(timeMs, DAY_MS)), costNanoUsd, Long::sum);
    }

    /** Hands over what members spent; the deltas of scopes stay. */
    public void drainMembersTo(MemberSink sink) {
        members.forEach((day, costNanoUsd) -> sink.accept(day.team(), day.user(), day.day(), costNanoUsd));
        members.clear();
    }

    /** Adds measures to a scope's minute. */
    public void add(Scope scope, long timeMs, Measures measures) {
        Minutes minutes = byScope.get(scope);
        if (minutes == null) {
            minutes = new Minutes();
            byScope.put(scope, minutes);
        }
        long minute = Slice.MINUTE.slotOf(timeMs);
        if (minute != minutes.lastMinute) {
            minutes.lastMinute = minute;
            minutes.last = sumOf(minutes, minute);
        }
        minutes.last.add(measures);
    }

    private Measures sumOf(Minutes minutes, long minute) {
        Measures sum = minutes.sums.get(minute);
        if (sum == null) {
            sum = new Measures();
            minutes.sums.put(minute, sum);
            size++;
        }
        return sum;
    }

    /** How many (scope, minute) pairs wait. */
    public int size() {
        return size;
    }

    /** Hands everything over and is empty then. */
    public void drainTo(Sink sink) {
        byScope.forEach((scope, minutes) -> minutes.sums.forEach((minute, sum) -> sink.accept(scope, minute, sum)));
        byScope.clear();
        size = 0;
    }

    public void clear() {
        byScope.clear();
        members.clear();
        tasks.clear();
        size = 0;
    }
}
