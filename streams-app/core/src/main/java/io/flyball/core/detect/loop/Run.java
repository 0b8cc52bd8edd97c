package io.flyball.core.detect.loop;

import java.util.function.LongUnaryOperator;

/** A number of like calls in a row: since when, for how much money, from which context on. Mutable. */
final class Run {
    private long length;
    private long startedMs;
    private long costBefore;
    private long contextBefore;

    /** How many calls in a row were like the one before them. */
    long length() {
        return length;
    }

    /** When the first of them was, in ms since the trail began. */
    long startedMs() {
        return startedMs;
    }

    /** What the session had cost before the first of them, nano-USD. */
    long costBefore() {
        return costBefore;
    }

    /** Context of the first of them, tokens. */
    long contextBefore() {
        return contextBefore;
    }

    /** One more of them. */
    void grow() {
        length++;
    }

    /** The call at hand is the first of what may become a run. */
    void restart(long atMs, long cost, long context) {
        length = 0;
        startedMs = atMs;
        costBefore = cost;
        contextBefore = context;
    }

    /** Passes every number of the state through, in a fixed order: a codec returns it unchanged, or what it read. */
    void pass(LongUnaryOperator through) {
        length = through.applyAsLong(length);
        startedMs = through.applyAsLong(startedMs);
        costBefore = through.applyAsLong(costBefore);
        contextBefore = through.applyAsLong(contextBefore);
    }
}
