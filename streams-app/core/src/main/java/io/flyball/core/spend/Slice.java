package io.flyball.core.spend;

/** The lengths of slices. Slot n of a length covers the times n x lengthMs (inclusive) to (n+1) x lengthMs, UTC. */
public enum Slice {
    /** Kept for an hour. */
    MINUTE(60_000L, 60),
    /** Kept for 31 days, one more than the longest window, so that a correction finds them. */
    HOUR(3_600_000L, 744);

    private final long lengthMs;
    private final int keptSlots;

    Slice(long lengthMs, int keptSlots) {
        this.lengthMs = lengthMs;
        this.keptSlots = keptSlots;
    }

    public long lengthMs() {
        return lengthMs;
    }

    /** How many slots, the open one included, are kept. */
    public int keptSlots() {
        return keptSlots;
    }

    /** The slot a time falls into. */
    public long slotOf(long timeMs) {
        return Math.floorDiv(timeMs, lengthMs);
    }
}
