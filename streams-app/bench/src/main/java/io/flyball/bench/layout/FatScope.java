package io.flyball.bench.layout;

import io.flyball.core.govern.ScopeState;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRow;
import io.flyball.core.spend.SliceRows;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A scope with its closed slices inside. */
final class FatScope implements SliceRows {
    private final ScopeState state;
    private final Map<RowKey, SliceRow> rows = new TreeMap<>();

    record RowKey(Slice slice, long rowNo) implements Comparable<RowKey> {
        @Override
        public int compareTo(RowKey other) {
            int bySlice = slice.compareTo(other.slice);
            return bySlice != 0 ? bySlice : Long.compare(rowNo, other.rowNo);
        }
    }

    FatScope(ScopeState state) {
        this.state = state;
    }

    ScopeState state() {
        return state;
    }

    Map<RowKey, SliceRow> rows() {
        return rows;
    }

    @Override
    public @Nullable SliceRow get(Slice slice, long rowNo) {
        return rows.get(new RowKey(slice, rowNo));
    }

    @Override
    public SliceRow change(Slice slice, long rowNo) {
        return rows.computeIfAbsent(new RowKey(slice, rowNo), key -> new SliceRow());
    }

    @Override
    public void delete(Slice slice, long rowNo) {
        rows.remove(new RowKey(slice, rowNo));
    }
}
