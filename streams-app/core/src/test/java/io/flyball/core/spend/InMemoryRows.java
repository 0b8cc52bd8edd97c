package io.flyball.core.spend;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Closed slices on the heap. */
public final class InMemoryRows implements SliceRows {
    private final Map<String, SliceRow> rows = new HashMap<>();

    @Override
    public @Nullable SliceRow get(Slice slice, long rowNo) {
        return rows.get(slice + "/" + rowNo);
    }

    @Override
    public SliceRow change(Slice slice, long rowNo) {
        return rows.computeIfAbsent(slice + "/" + rowNo, k -> new SliceRow());
    }

    @Override
    public void delete(Slice slice, long rowNo) {
        rows.remove(slice + "/" + rowNo);
    }

    public int size() {
        return rows.size();
    }
}
