package io.flyball.core.detect.peer;

import io.flyball.core.detect.Robust;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each member of a team spent on each of the last seven UTC days. Bounded: of more than 500 members the one who
 * spent longest ago is forgotten. Mutable.
 */
public final class TeamMembers {
    /** How many days count. */
    public static final int DAYS = 7;

    private static final int MOST_MEMBERS = 500;

    private final Map<String, Days> byUser = new TreeMap<>();
    private long today = Long.MIN_VALUE;

    /** One member's days: the cost of day d is at d mod 7. */
    private static final class Days {
        private final long[] costs = new long[DAYS];
        private long newest = Long.MIN_VALUE;
    }

    /** Adds what a member spent on a day; days that are over for more than a week count no more. */
    public void add(String user, long day, long costNanoUsd) {
        if (!byUser.isEmpty() && day <= today - DAYS) {
            return;
        }
        today = Math.max(today, day);
        Days days = byUser.computeIfAbsent(user, u -> new Days());
        if (days.newest != Long.MIN_VALUE && day - days.newest >= DAYS) {
            Arrays.fill(days.costs, 0);
        } else {
            for (long d = days.newest + 1; days.newest != Long.MIN_VALUE && d <= day; d++) {
                days.costs[(int) Math.floorMod(d, (long) DAYS)] = 0;
            }
        }
        days.newest = Math.max(days.newest, day);
        days.costs[(int) Math.floorMod(day, (long) DAYS)] += costNanoUsd;
        if (byUser.size() > MOST_MEMBERS) {
            forgetTheOldest();
        }
    }

    private void forgetTheOldest() {
        String oldest = "";
        long newest = Long.MAX_VALUE;
        for (Map.Entry<String, Days> member : byUser.entrySet()) {
            if (member.getValue().newest < newest) {
                newest = member.getValue().newest;
                oldest = member.getKey();
            }
        }
        byUser.remove(oldest);
    }

    /** What a member spent in the seven days up to the team's newest one, nano-USD. */
    public long weekNanoUsd(String user) {
        Days days = byUser.get(user);
        return days == null ? 0 : weekNanoUsd(days);
    }

    private long weekNanoUsd(Days days) {
        long sum = 0;
        for (long day = Math.max(today - DAYS + 1, days.newest - DAYS + 1); day <= days.newest; day++) {
            sum += days.costs[(int) Math.floorMod(day, (long) DAYS)];
        }
        return sum;
    }

    /** What each of the others who spent something did, in no particular order, nano-USD. */
    public long[] othersNanoUsd(String user) {
        return byUser.entrySet().stream()
                .filter(member -> !member.getKey().equals(user))
                .mapToLong(member -> weekNanoUsd(member.getValue()))
                .filter(cost -> cost > 0)
                .map(cost -> Math.min(cost, Robust.GREATEST))
                .toArray();
    }

    /** Calls back for each member and day that costs something, for codecs: adding the same again restores it. */
    public void forEach(DayOfMember action) {
        byUser.forEach((user, days) -> {
            for (long day = days.newest - DAYS + 1; day <= days.newest; day++) {
                long cost = days.costs[(int) Math.floorMod(day, (long) DAYS)];
                if (cost != 0 && day > today - DAYS) {
                    action.accept(user, day, cost);
                }
            }
        });
    }

    /** A day of a member. */
    public interface DayOfMember {
        void accept(String user, long day, long costNanoUsd);
    }
}
