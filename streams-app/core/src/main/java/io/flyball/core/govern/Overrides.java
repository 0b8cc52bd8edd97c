package io.flyball.core.govern;

import io.flyball.core.govern.ScopeOverride.Kind;
import io.flyball.core.model.Scope;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds beside the policy: the overrides a partition knows, one of each kind a scope, and the sources that are silent,
 * so that nobody is slowed by what they once reported. Not thread-safe.
 */
public final class Overrides {
    private final Map<Scope, Map<Kind, ScopeOverride>> byScope = new HashMap<>();
    private final Set<String> silentSources = new HashSet<>();

    /** A source has stopped to report, or reports again. */
    public void putSilent(String source, boolean silent) {
        if (silent) {
            silentSources.add(source);
        } else {
            silentSources.remove(source);
        }
    }

    boolean isSilent(String source) {
        return silentSources.contains(source);
    }

    /** Takes one in, in the place of the former of its scope and kind. */
    public void put(ScopeOverride override) {
        byScope.computeIfAbsent(override.scope(), s -> new EnumMap<>(Kind.class))
                .put(override.kind(), override);
    }

    /** Takes one back before its end. */
    public void remove(Scope scope, Kind kind) {
        Map<Kind, ScopeOverride> kinds = byScope.get(scope);
        if (kinds != null && kinds.remove(kind) != null && kinds.isEmpty()) {
            byScope.remove(scope);
        }
    }

    private @Nullable ScopeOverride at(Scope scope, Kind kind, long atMs) {
        Map<Kind, ScopeOverride> kinds = byScope.get(scope);
        ScopeOverride override = kinds == null ? null : kinds.get(kind);
        return override != null && override.holdsAt(atMs) ? override : null;
    }

    boolean exempts(Scope scope, long atMs) {
        return at(scope, Kind.EXEMPT, atMs) != null;
    }

    boolean approves(Scope scope, long atMs) {
        return at(scope, Kind.APPROVE, atMs) != null;
    }

    /** By how much the scope's budgets and burns are raised, nano-USD. */
    long raisedNanoUsd(Scope scope, long atMs) {
        ScopeOverride raise = at(scope, Kind.RAISE, atMs);
        return raise == null ? 0 : raise.raiseNanoUsd();
    }

    /** The next instant at which one of the scope begins or ends, or {@link Governed#NONE}. */
    long nextChangeMs(Scope scope, long atMs) {
        long next = Governed.NONE;
        for (ScopeOverride override : byScope.getOrDefault(scope, Map.of()).values()) {
            long changeMs = override.fromMs() > atMs ? override.fromMs() : override.untilMs();
            if (changeMs > atMs) {
                next = next == Governed.NONE ? changeMs : Math.min(next, changeMs);
            }
        }
        return next;
    }

    /** Whether one of the scope begins or ends at that very instant. */
    boolean changesAt(Scope scope, long atMs) {
        for (ScopeOverride override : byScope.getOrDefault(scope, Map.of()).values()) {
            if (override.fromMs() == atMs || override.untilMs() == atMs) {
                return true;
            }
        }
        return false;
    }
}
