package io.flyball.core.spend;

import io.flyball.core.model.Scope;
import java.util.HashMap;
import java.util.Map;

/**
 * Signed amounts per scope and UTC minute that are still to be handed over to the scopes' owners. Emptied in the
 * transaction that forwards them. A minute is fine enough for every slice and, since 1972, for every local day.
 */
public final class Deltas {
    private final Map<Scope, Map<Long, Measures>> byScope = new HashMap<>();
    private int size;

    /** Where emptied deltas go. */
    public interface Sink {
        void accept(Scope scope, long minuteSlot, Measures measures);
    }

    /** Adds measures to a scope's minute. */
    public void add(Scope scope, long timeMs, Measures measures) {
        Map<Long, Measures> minutes = byScope.computeIfAbsent(scope, s -> new HashMap<>(2));
        Long minute = Slice.MINUTE.slotOf(timeMs);
        Measures sum = minutes.get(minute);
        if (sum == null) {
            sum = new Measures();
            minutes.put(minute, sum);
            size++;
        }
        sum.add(measures);
    }

    /** How many (scope, minute) pairs wait. */
    public int size() {
        return size;
    }

    /** Hands everything over and is empty then. */
    public void drainTo(Sink sink) {
        byScope.forEach((scope, minutes) -> minutes.forEach((minute, sum) -> sink.accept(scope, minute, sum)));
        clear();
    }

    public void clear() {
        byScope.clear();
        size = 0;
    }
}
