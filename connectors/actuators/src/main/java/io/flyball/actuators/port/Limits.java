package io.flyball.actuators.port;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one target.
 *
 * @param values by kind, each 0 or more; what is absent is not limited
 * @param inherited not set on the target itself but on something above it; the values are what it comes to
 */
public record Limits(Map<LimitKind, Long> values, boolean inherited) {
    /** None at all. */
    public static final Limits NONE = new Limits(Map.of(), false);

    public Limits {
        values = Map.copyOf(values);
    }

    /** Limits set on the target itself. */
    public static Limits of(Map<LimitKind, Long> values) {
        return new Limits(values, false);
    }

    /** The limit of a kind; null where there is none. */
    public @Nullable Long get(LimitKind kind) {
        return values.get(kind);
    }

    /** These with another limit of one kind, set on the target itself; null: none. */
    public Limits with(LimitKind kind, @Nullable Long value) {
        EnumMap<LimitKind, Long> changed = new EnumMap<>(LimitKind.class);
        changed.putAll(values);
        if (value == null) {
            changed.remove(kind);
        } else {
            changed.put(kind, value);
        }
        return new Limits(changed, false);
    }

    /** Whether a kind is limited alike here and there. */
    public boolean agreesOn(LimitKind kind, Limits other) {
        return inherited == other.inherited && (inherited || Objects.equals(get(kind), other.get(kind)));
    }

    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(", ", "{", inherited ? "} (inherited)" : "}");
        for (LimitKind kind : LimitKind.values()) {
            if (values.containsKey(kind)) {
                words.add(kind.wireName() + "=" + values.get(kind));
            }
        }
        return words.toString();
    }
}
