package io.flyball.core.detect;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;

/**
 * Which scopes a rule is about.
 *
 * @param dimension the dimension
 * @param pattern an exact id, or a glob with one trailing {@code *}
 */
public record ScopeMatch(Dimension dimension, String pattern) {
    /** Whether the rule is about that scope. */
    public boolean matches(Scope scope) {
        return scope.dimension() == dimension && matchesId(scope.id());
    }

    private boolean matchesId(String id) {
        return pattern.endsWith("*") ? id.startsWith(stem()) : id.equals(pattern);
    }

    /** Whether a scope can be matched by both. */
    public boolean overlaps(ScopeMatch other) {
        if (dimension != other.dimension) {
            return false;
        }
        if (!pattern.endsWith("*")) {
            return other.matchesId(pattern);
        }
        return other.pattern.endsWith("*")
                ? stem().startsWith(other.stem()) || other.stem().startsWith(stem())
                : matchesId(other.pattern);
    }

    private String stem() {
        return pattern.substring(0, pattern.length() - 1);
    }

    @Override
    public String toString() {
        return dimension.wireName() + ":" + pattern;
    }
}
