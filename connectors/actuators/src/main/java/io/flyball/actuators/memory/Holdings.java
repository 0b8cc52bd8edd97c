package io.flyball.actuators.memory;

import io.flyball.actuators.decide.Entry;
import io.flyball.actuators.decide.Holding;
import io.flyball.actuators.port.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the entries say when they are read in their order. */
final class Holdings {
    private final Map<String, Map<Target, Holding>> byActuator = new HashMap<>();

    void apply(Entry entry) {
        Target target = entry.holding().target();
        Map<Target, Holding> own = byActuator.computeIfAbsent(target.actuator(), name -> new HashMap<>());
        if (entry.over()) {
            own.remove(target);
        } else {
            own.put(target, entry.holding());
        }
    }

    /** As they are now, of one actuator. */
    Map<Target, Holding> of(String actuator) {
        return Map.copyOf(byActuator.getOrDefault(actuator, Map.of()));
    }

    /** What may be set by actuators that are not among these: nobody can take it back. */
    List<Holding> orphans(Collection<String> actuators) {
        return byActuator.entrySet().stream()
                .filter(own -> !actuators.contains(own.getKey()))
                .flatMap(own -> own.getValue().values().stream())
                .filter(Holding::mayBeSet)
                .toList();
    }
}
