package io.flyball.actuators.decide;

import java.util.ArrayDeque;
import java.util.Deque;

/** So many changes in any minute, and no more. */
public final class ChangePace {
    private static final long MINUTE_MS = 60_000;

    private final int changesPerMinute;
    private final Deque<Long> latestMs = new ArrayDeque<>();

    public ChangePace(int changesPerMinute) {
        this.changesPerMinute = changesPerMinute;
    }

    /** Whether there is room for one now. */
    public boolean allows(long nowMs) {
        while (!latestMs.isEmpty() && latestMs.getFirst() <= nowMs - MINUTE_MS) {
            latestMs.removeFirst();
        }
        return latestMs.size() < changesPerMinute;
    }

    /** One was made; may be told of old ones in their order, as they are remembered. */
    public void made(long atMs) {
        latestMs.addLast(atMs);
        while (latestMs.size() > changesPerMinute) {
            latestMs.removeFirst();
        }
    }
}
