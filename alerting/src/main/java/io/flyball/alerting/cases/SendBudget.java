package io.flyball.alerting.cases;

import java.util.ArrayDeque;
import java.util.Deque;

/** At most so many sends in any minute. Not thread-safe. */
public final class SendBudget {
    static final long MINUTE_MS = 60_000;

    private final Deque<Long> sentAtMs = new ArrayDeque<>();
    private int perMinute;

    public SendBudget(int perMinute) {
        this.perMinute = perMinute;
    }

    /** The share of one process that serves so many of all partitions; each process may send two a minute at least. */
    public static int share(int perMinute, int partitions, int ofAll) {
        return ofAll <= 0 ? perMinute : Math.max(2, (int) ((long) perMinute * partitions / ofAll));
    }

    void allow(int sendsPerMinute) {
        perMinute = sendsPerMinute;
    }

    /** How many sends are free now. */
    int room(long nowMs) {
        while (!sentAtMs.isEmpty() && sentAtMs.peek() + MINUTE_MS <= nowMs) {
            sentAtMs.remove();
        }
        return Math.max(0, perMinute - sentAtMs.size());
    }

    /** Takes what there must be room for; where it is more than a minute has, an idle minute is enough. */
    boolean take(int sends, long nowMs) {
        int room = room(nowMs);
        if (room < Math.min(sends, perMinute)) {
            return false;
        }
        for (int i = 0; i < sends; i++) {
            sentAtMs.add(nowMs);
        }
        return true;
    }

    /** When there is room again, or now. */
    long nextRoomMs(long nowMs) {
        Long first = sentAtMs.peek();
        return room(nowMs) > 0 || first == null ? nowMs : first + MINUTE_MS;
    }
}
