package io.flyball.gateway;

/** Where a call stands in its session: let through after a wait, or to come again after it. */
final class Place {
    static final Place AT_ONCE = new Place(true, 0, ThrottleLimits.UNLIMITED);

    private final boolean admitted;
    private final long waitNanos;
    private final long remaining;

    private Place(boolean admitted, long waitNanos, long remaining) {
        this.admitted = admitted;
        this.waitNanos = waitNanos;
        this.remaining = remaining;
    }

    static Place after(long waitNanos, long remaining) {
        return new Place(true, waitNanos, remaining);
    }

    static Place comeAgain(long waitNanos) {
        return new Place(false, waitNanos, 0);
    }

    boolean isAdmitted() {
        return admitted;
    }

    long waitNanos() {
        return waitNanos;
    }

    /** Calls that would pass at once after it; -1 where no rate is asked for. */
    long remaining() {
        return remaining;
    }
}
