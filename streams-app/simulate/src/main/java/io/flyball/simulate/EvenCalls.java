package io.flyball.simulate;

import org.jspecify.annotations.Nullable;

/**
 * Calls of one shape at an even pace, each with its own context: how a script asks.
 */
final class EvenCalls implements Script {
    private final Shape shape;
    private final Chance chance;
    private final @Nullable Occurrence occurrence;
    private long callsLeft;

    /**
     * What the calls have in common.
     *
     * @param paceMs from one to the next
     * @param jitterPercent how far the pace strays, percent of it either way
     * @param sizeJitterPercent how far the tokens stray
     */
    record Shape(long paceMs, int jitterPercent, long contextTokens, long outputTokens, int sizeJitterPercent) {}

    EvenCalls(Shape shape, long calls, Chance chance, @Nullable Occurrence occurrence) {
        this.shape = shape;
        this.chance = chance;
        this.occurrence = occurrence;
        this.callsLeft = calls;
    }

    @Override
    public @Nullable Step next() {
        if (callsLeft-- <= 0) {
            return null;
        }
        return Step.after(stray(shape.paceMs, shape.jitterPercent))
                .withContext(stray(shape.contextTokens, shape.sizeJitterPercent))
                .saying(stray(shape.outputTokens, shape.sizeJitterPercent))
                .partOf(occurrence);
    }

    private long stray(long value, int percent) {
        return Math.max(1, (long) (value * (1 + percent / 100.0 * chance.between(-1.0, 1.0))));
    }
}
