package io.flyball.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Control records that hold from a later instant of stream time on, kept in the books until then. */
final class PendingControls {
    private final Books books;
    private final TreeMap<Long, Map<String, byte[]>> byInstant = new TreeMap<>();

    /** A record whose instant has come. */
    record Due(String key, byte[] value) {}

    PendingControls(Books books) {
        this.books = books;
    }

    void restore() {
        books.forEachPending(this::remember);
    }

    /** Keeps a record until then, in the place of one of the same key and instant. */
    void put(long fromMs, String key, byte[] value) {
        books.putPending(fromMs, key, value);
        remember(fromMs, key, value);
    }

    private void remember(long fromMs, String key, byte[] value) {
        byInstant.computeIfAbsent(fromMs, t -> new LinkedHashMap<>()).put(key, value);
    }

    /** Takes the earliest whose instant has come, or null. */
    @Nullable
    Due takeDue(long nowMs) {
        Map.Entry<Long, Map<String, byte[]>> first = byInstant.firstEntry();
        if (first == null || first.getKey() > nowMs) {
            return null;
        }
        Map.Entry<String, byte[]> due = first.getValue().entrySet().iterator().next();
        Due taken = new Due(due.getKey(), due.getValue());
        first.getValue().remove(taken.key());
        if (first.getValue().isEmpty()) {
            byInstant.remove(first.getKey());
        }
        books.removePending(first.getKey(), taken.key());
        return taken;
    }
}
