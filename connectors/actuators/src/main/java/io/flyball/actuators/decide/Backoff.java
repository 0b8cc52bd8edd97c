package io.flyball.actuators.decide;

/** When something that failed is tried again: twice as late each time, and never before the vendor said. */
final class Backoff {
    private static final long FIRST_MS = 1_000;
    private static final int MOST_DOUBLINGS = 30;

    private final long longestMs;
    private int failures;
    private long notBeforeMs = Long.MIN_VALUE;

    Backoff(long longestMs) {
        this.longestMs = longestMs;
    }

    boolean allows(long nowMs) {
        return nowMs >= notBeforeMs;
    }

    void failed(long nowMs, long askedMs) {
        long own = Math.min(longestMs, FIRST_MS << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        notBeforeMs = nowMs + Math.max(own, askedMs);
    }

    void succeeded() {
        failures = 0;
        notBeforeMs = Long.MIN_VALUE;
    }
}
