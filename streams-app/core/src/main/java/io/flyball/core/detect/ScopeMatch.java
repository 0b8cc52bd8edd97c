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
        return pattern.endsWith("*") ? id.startsWith(pattern.substring(0, pattern.length() - 1)) : id.equals(pattern);
    }

    @Override
    public String toString() {
        return dimension.wireName() + ":" + pattern;
    }
}
