package io.flyball.core.spend;

import org.jspecify.annotations.Nullable;

/** Where the closed slices of one scope lie. Rows got from it may be changed in place after {@link #change}. */
public interface SliceRows {
    /** The row for reading, or null where there is none. */
    @Nullable
    SliceRow get(Slice slice, long rowNo);

    /** The row for changing, made where there is none. */
    SliceRow change(Slice slice, long rowNo);

    /** Forgets the row. */
    void delete(Slice slice, long rowNo);
}
