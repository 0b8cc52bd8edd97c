package io.flyball.core.price;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All price rows, by model name or glob. An exact name goes before a glob, a longer glob before a shorter one, then the
 * latest row that has begun. A model without a row is unpriced, never free. Not thread-safe.
 */
public final class PriceBook {
    private final Map<String, List<PriceRow>> exact = new HashMap<>();
    private final TreeMap<String, List<PriceRow>> globsLongestFirst =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Puts these rows in the place of all rows of that model name or glob; none at all removes it. */
    public void replace(String model, List<PriceRow> rows) {
        Map<String, List<PriceRow>> home = model.endsWith("*") ? globsLongestFirst : exact;
        if (rows.isEmpty()) {
            home.remove(model);
        } else {
            home.put(model, List.copyOf(rows));
        }
    }

    /** Whether there is no row at all. */
    public boolean isEmpty() {
        return exact.isEmpty() && globsLongestFirst.isEmpty();
    }

    /** Rows by model name or glob, in no particular order of names. */
    public Collection<List<PriceRow>> rowsByModel() {
        List<List<PriceRow>> all = new ArrayList<>(exact.values());
        all.addAll(globsLongestFirst.values());
        return all;
    }

    /** The row that prices a model at an instant, or null where none does. */
    public @Nullable PriceRow find(String model, String provider, long timeMs) {
        if (!provider.isEmpty()) {
            PriceRow named = latest(exact.get(provider + "/" + model), provider, timeMs);
            if (named != null && !named.comparesProvider()) {
                return named;
            }
        }
        PriceRow row = latest(exact.get(model), provider, timeMs);
        if (row != null) {
            return row;
        }
        for (List<PriceRow> rows : globsLongestFirst.values()) {
            if (rows.get(0).matchesByGlob(model)) {
                PriceRow byGlob = latest(rows, provider, timeMs);
                if (byGlob != null) {
                    return byGlob;
                }
            }
        }
        return null;
    }

    private static @Nullable PriceRow latest(@Nullable List<PriceRow> rows, String provider, long timeMs) {
        PriceRow best = null;
        if (rows != null) {
            for (PriceRow row : rows) {
                if (row.fits(provider, timeMs) && (best == null || row.fromMs() > best.fromMs())) {
                    best = row;
                }
            }
        }
        return best;
    }
}
