package io.flyball.actuators.memory;

import io.flyball.actuators.decide.Entry;
import java.util.List;
import java.util.Set;

/**
 * What was written down before.
 *
 * @param entries those that can be read; of a target in their order
 * @param unread scopes of which there is an entry that cannot be read: what is set on them now may not be their original
 */
record Past(List<Entry> entries, Set<String> unread) {
    Past {
        entries = List.copyOf(entries);
        unread = Set.copyOf(unread);
    }
}
