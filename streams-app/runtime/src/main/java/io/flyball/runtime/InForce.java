package io.flyball.runtime;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many signals are in force and findings open in the tasks of this process, as of their last commits. Tasks tell it
 * from their state, so it is right again after a restart. Thread-safe.
 */
public final class InForce {
    private final Map<String, Tally> byTask = new ConcurrentHashMap<>();
    private final Map<Level, LongAdder> changes = new ConcurrentHashMap<>();
    private final LongAdder refusedControls = new LongAdder();

    /** What one task holds. */
    record Tally(Map<Level, Integer> signals, Map<FindingKind, Integer> openFindings) {}

    void tell(String task, Tally tally) {
        byTask.put(task, tally);
    }

    void forget(String task) {
        byTask.remove(task);
    }

    /** Scopes whose signal has that level. */
    public long signals(Level level) {
        return byTask.values().stream()
                .mapToLong(t -> t.signals().getOrDefault(level, 0))
                .sum();
    }

    void changed(Level level) {
        changes.computeIfAbsent(level, l -> new LongAdder()).increment();
    }

    /** Signals given since the process began whose level was another than the one before. */
    public long changesTo(Level level) {
        LongAdder adder = changes.get(level);
        return adder == null ? 0 : adder.sum();
    }

    void controlRefused() {
        refusedControls.increment();
    }

    /** Control records since the process began that could not be put in force. */
    public long refusedControls() {
        return refusedControls.sum();
    }

    /** Findings of that kind that are open. */
    public long openFindings(FindingKind kind) {
        return byTask.values().stream()
                .mapToLong(t -> t.openFindings().getOrDefault(kind, 0))
                .sum();
    }

    /** A tally that a task keeps up as scopes change. */
    static final class Counter {
        private final Map<Scope, Held> held = new HashMap<>();

        private record Held(Level level, List<FindingKind> openFindings) {}

        void put(Scope scope, Level level, List<FindingKind> openFindings) {
            if (level == Level.CLEAR && openFindings.isEmpty()) {
                held.remove(scope);
            } else {
                held.put(scope, new Held(level, openFindings));
            }
        }

        /** Those that have something, as of now. */
        List<Scope> scopes() {
            return List.copyOf(held.keySet());
        }

        Level level(Scope scope) {
            Held h = held.get(scope);
            return h == null ? Level.CLEAR : h.level();
        }

        Tally tally() {
            Map<Level, Integer> signals = new EnumMap<>(Level.class);
            Map<FindingKind, Integer> open = new EnumMap<>(FindingKind.class);
            for (Held h : held.values()) {
                signals.merge(h.level(), 1, Integer::sum);
                h.openFindings().forEach(kind -> open.merge(kind, 1, Integer::sum));
            }
            return new Tally(signals, open);
        }
    }
}
