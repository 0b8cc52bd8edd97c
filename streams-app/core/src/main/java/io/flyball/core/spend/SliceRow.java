package io.flyball.core.spend;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Closed slices that lie together: sparse, sorted by their place in the row. Mutable. */
public final class SliceRow {
    private int size;
    private int[] offsets = new int[2];
    private Measures[] slices = new Measures[2];

    /** How many slices it holds. */
    public int size() {
        return size;
    }

    /** The place of the {@code i}th slice it holds. */
    public int offsetAt(int i) {
        return offsets[i];
    }

    /** The {@code i}th slice it holds. */
    public Measures measuresAt(int i) {
        return slices[i];
    }

    /** The slice at a place of the row, or null where nothing was spent. */
    public @Nullable Measures get(int offset) {
        int i = Arrays.binarySearch(offsets, 0, size, offset);
        return i < 0 ? null : slices[i];
    }

    /** The slice at a place of the row, made where there is none. */
    public Measures getOrCreate(int offset) {
        int i = Arrays.binarySearch(offsets, 0, size, offset);
        if (i >= 0) {
            return slices[i];
        }
        int at = -i - 1;
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            slices = Arrays.copyOf(slices, size * 2);
        }
        System.arraycopy(offsets, at, offsets, at + 1, size - at);
        System.arraycopy(slices, at, slices, at + 1, size - at);
        offsets[at] = offset;
        slices[at] = new Measures();
        size++;
        return slices[at];
    }
}
