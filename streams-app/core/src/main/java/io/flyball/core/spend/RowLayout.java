package io.flyball.core.spend;

/**
 * How many slots lie together in one row of closed slices. It decides how state is spread over records, never what is
 * counted.
 *
 * @param minutesPerRow slots of a minute in a row
 * @param hoursPerRow slots of an hour in a row
 */
public record RowLayout(int minutesPerRow, int hoursPerRow) {
    /** Sparse chunks: the minutes of an hour together, the hours of a UTC day together. */
    public static final RowLayout CHUNKS = new RowLayout(60, 24);
    /** One record a closed slice. */
    public static final RowLayout ONE_SLICE = new RowLayout(1, 1);

    int slotsPerRow(Slice slice) {
        return slice == Slice.MINUTE ? minutesPerRow : hoursPerRow;
    }

    long rowOf(Slice slice, long slot) {
        return Math.floorDiv(slot, slotsPerRow(slice));
    }

    int offsetOf(Slice slice, long slot) {
        return Math.floorMod(slot, slotsPerRow(slice));
    }
}
