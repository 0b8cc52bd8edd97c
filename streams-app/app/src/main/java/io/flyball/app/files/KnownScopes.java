package io.flyball.app.files;

import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whom the directory knows: users, teams and cost centres. Of other scopes it says nothing. */
public final class KnownScopes {
    private KnownScopes() {}

    /** Whether a scope that is matched is known, or could be. */
    static boolean matchesSomebody(ScopeMatch match, Collection<Person> directory) {
        Function<Person, String> id = idOf(match.dimension());
        Dimension dimension = match.dimension();
        return id == null
                || directory.stream()
                        .map(id)
                        .filter(text -> !text.isEmpty())
                        .anyMatch(text -> match.matches(new Scope(dimension, text)));
    }

    /** Whether the scope is known, or could be: always where the directory is empty. */
    public static boolean knows(Scope scope, Collection<Person> directory) {
        Function<Person, String> id = idOf(scope.dimension());
        return id == null || directory.isEmpty() || directory.stream().map(id).anyMatch(scope.id()::equals);
    }

    /** The ids of that dimension in the directory. */
    public static List<String> ids(Dimension dimension, Collection<Person> directory) {
        Function<Person, String> id = idOf(dimension);
        return id == null
                ? List.of()
                : directory.stream()
                        .map(id)
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .sorted()
                        .toList();
    }

    private static @Nullable Function<Person, String> idOf(Dimension dimension) {
        return switch (dimension) {
            case USER -> Person::user;
            case TEAM -> Person::team;
            case COST_CENTER -> Person::costCenter;
            default -> null;
        };
    }
}
