package io.flyball.app.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest JSON document of each key, least recently changed first, at most so many. Not thread-safe. */
final class Documents {
    /**
     * A document as it was put.
     *
     * @param version when, in the view's count of changes
     */
    record Document(String key, String json, long version) {}

    private final int bound;
    private final Map<String, Document> byKey = new LinkedHashMap<>();

    Documents(int bound) {
        this.bound = bound;
    }

    void put(String key, String json, long version) {
        byKey.remove(key);
        byKey.put(key, new Document(key, json, version));
        if (byKey.size() > bound) {
            Iterator<Document> oldest = byKey.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    @Nullable
    Document get(String key) {
        return byKey.get(key);
    }

    List<Document> all() {
        return List.copyOf(byKey.values());
    }

    List<Document> after(long version) {
        List<Document> changed = new ArrayList<>();
        for (Document document : byKey.values()) {
            if (document.version() > version) {
                changed.add(document);
            }
        }
        return changed;
    }
}
