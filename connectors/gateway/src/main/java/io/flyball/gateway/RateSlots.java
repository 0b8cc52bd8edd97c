package io.flyball.gateway;

/**
 * A bucket of calls a minute, as the instant at which it is full again: one number, exact for any rate, and calls that
 * wait have their place in it. Holds five seconds' worth, one call at least. Guarded by its {@link SessionPace}.
 */
final class RateSlots {
    static final long MINUTE_NANOS = 60_000_000_000L;

    private static final long BURST_SECONDS = 5;
    private static final long SECONDS_A_MINUTE = 60;

    private long fullAtNanos;

    RateSlots(long nowNanos) {
        this.fullAtNanos = nowNanos;
    }

    /** How long a call that comes now waits for its place. */
    long waitNanos(long perMinute, long nowNanos) {
        long slack = (burst(perMinute) - 1) * intervalNanos(perMinute);
        return Math.max(0, fullAtNanos - nowNanos - slack);
    }

    /** Gives a place, at an instant that {@link #waitNanos} allows. */
    void take(long perMinute, long atNanos) {
        long fromNanos = fullAtNanos - atNanos > 0 ? fullAtNanos : atNanos;
        fullAtNanos = fromNanos + intervalNanos(perMinute);
    }

    /** Calls that would have a place now. */
    long remaining(long perMinute, long nowNanos) {
        long missing = Math.max(0, fullAtNanos - nowNanos);
        long intervalNanos = intervalNanos(perMinute);
        return Math.max(0, burst(perMinute) - (missing + intervalNanos - 1) / intervalNanos);
    }

    /** Whether nothing is remembered that a new one would not know. */
    boolean isFull(long nowNanos) {
        return fullAtNanos - nowNanos <= 0;
    }

    /** Calls at once, from 1. */
    static long burst(long perMinute) {
        return Math.max(
                1,
                perMinute / SECONDS_A_MINUTE * BURST_SECONDS
                        + perMinute % SECONDS_A_MINUTE * BURST_SECONDS / SECONDS_A_MINUTE);
    }

    private static long intervalNanos(long perMinute) {
        return Math.max(1, (MINUTE_NANOS + perMinute - 1) / perMinute);
    }
}
