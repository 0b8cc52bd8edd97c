package io.flyball.app.demo;

import io.flyball.core.model.UsageEvent;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Events of many callers merged in time order; ties keep the callers' order. Events are made as they are asked for, in
 * O(log callers) each. Not thread-safe.
 */
public final class TrafficStream implements Iterator<UsageEvent> {
    private record Turn(Caller caller, int place) {}

    private final PriorityQueue<Turn> turns;
    private final long endMs;

    /** Starts at the first event at or after {@code startMs}; those before are made and dropped. */
    TrafficStream(List<Caller> callers, long startMs, long endMs) {
        this.endMs = endMs;
        this.turns = new PriorityQueue<>(Comparator.comparingLong((Turn turn) -> turn.caller.nextTimeMs())
                .thenComparingInt(Turn::place));
        for (int i = 0; i < callers.size(); i++) {
            Caller caller = callers.get(i);
            while (caller.nextTimeMs() < startMs) {
                caller.next();
            }
            turns.add(new Turn(caller, i));
        }
    }

    /** The time of the next event, epoch ms; {@link Long#MAX_VALUE} where there is none. */
    public long nextTimeMs() {
        Turn turn = turns.peek();
        long timeMs = turn == null ? Caller.NEVER : turn.caller.nextTimeMs();
        return timeMs < endMs ? timeMs : Caller.NEVER;
    }

    @Override
    public boolean hasNext() {
        return nextTimeMs() != Caller.NEVER;
    }

    /** The next event; the caller decides when to ask for it. */
    public UsageEvent nextEvent() {
        if (!hasNext()) {
            throw new NoSuchElementException("The stream has ended at " + endMs + ": ask hasNext() first");
        }
        Turn turn = turns.remove();
        UsageEvent event = turn.caller.next();
        turns.add(turn);
        return event;
    }

    @Override
    public UsageEvent next() {
        return nextEvent();
    }
}
