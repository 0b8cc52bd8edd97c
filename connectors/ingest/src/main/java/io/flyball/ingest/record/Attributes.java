package io.flyball.ingest.record;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The named values that describe one item: its own, then those of what surrounds it. */
@FunctionalInterface
public interface Attributes {
    /** The value as text, numbers in decimal; null where there is none, it is empty, or it is no scalar. */
    @Nullable
    String text(String name);

    /** The same without these names. */
    default Attributes without(Set<String> names) {
        return name -> names.contains(name) ? null : text(name);
    }

    /** These, and where they have no value the others. */
    default Attributes orElse(Attributes others) {
        return name -> {
            String value = text(name);
            return value != null ? value : others.text(name);
        };
    }
}
