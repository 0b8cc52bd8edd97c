package io.flyball.runtime;

import io.flyball.core.model.Scope;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which scopes have something that ends by itself, by instant. Derived from the scopes in state and built anew from them
 * at start, so it needs no changelog of its own.
 */
public final class Expiries {
    private final TreeMap<Long, Set<Scope>> byTime = new TreeMap<>();
    private final Map<Scope, Long> byScope = new HashMap<>();

    /** Sets the instant of a scope in the place of its former one. */
    public void put(Scope scope, long timeMs) {
        remove(scope);
        byScope.put(scope, timeMs);
        byTime.computeIfAbsent(timeMs, t -> new LinkedHashSet<>()).add(scope);
    }

    private void remove(Scope scope) {
        Long timeMs = byScope.remove(scope);
        if (timeMs != null) {
            Set<Scope> scopes = byTime.get(timeMs);
            if (scopes != null) {
                scopes.remove(scope);
                if (scopes.isEmpty()) {
                    byTime.remove(timeMs);
                }
            }
        }
    }

    /** Takes a scope whose instant has come, earliest first, or null where none has. */
    @Nullable
    public Scope takeDue(long nowMs) {
        Map.Entry<Long, Set<Scope>> first = byTime.firstEntry();
        if (first == null || first.getKey() > nowMs) {
            return null;
        }
        Scope scope = first.getValue().iterator().next();
        remove(scope);
        return scope;
    }
}
