package io.flyball.alerting.cases;

import java.util.PriorityQueue;
import java.util.Queue;

/**
 * At most so many sends in any minute. What was taken counts until a minute after its end, since nobody here sees when in
 * between it reached the other side. Not thread-safe.
 */
public final class SendBudget {
    static final long MINUTE_MS = 60_000;

    private final Queue<Long> endedAtMs = new PriorityQueue<>();
    private int underWay;
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
        while (!endedAtMs.isEmpty() && endedAtMs.peek() + MINUTE_MS <= nowMs) {
            endedAtMs.remove();
        }
        return Math.max(0, perMinute - underWay - endedAtMs.size());
    }

    /** Takes what there must be room for; where it is more than a minute has, an idle minute is enough. */
    boolean take(int sends, long nowMs) {
        if (room(nowMs) < Math.min(sends, perMinute)) {
            return false;
        }
        underWay += sends;
        return true;
    }

    /** What was taken has ended, well or not. */
    void ended(int sends, long nowMs) {
        underWay = Math.max(0, underWay - sends);
        sentEarlier(sends, nowMs);
    }

    /** Somebody else may have sent so much until then. */
    void sentEarlier(int sends, long atMs) {
        for (int i = 0; i < sends; i++) {
            endedAtMs.add(atMs);
        }
    }

    /** When there is room again, or now; {@link Long#MAX_VALUE}: when something ends. */
    long nextRoomMs(long nowMs) {
        if (room(nowMs) > 0) {
            return nowMs;
        }
        Long first = endedAtMs.peek();
        return first == null ? Long.MAX_VALUE : first + MINUTE_MS;
    }
}
