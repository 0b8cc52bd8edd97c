package io.flyball.simulate;

import org.jspecify.annotations.Nullable;

/** A request that was turned away and is sent again after pauses that double, until it is answered. */
final class BackingOff {
    private final Chance chance;
    private final String request;
    private final @Nullable Occurrence occurrence;
    private int failuresLeft;
    private int attempt;
    private long pauseMs;

    BackingOff(Payer payer, Chance chance) {
        this.chance = chance;
        this.request = chance.hash();
        this.failuresLeft = chance.percent(75) ? 0 : chance.between(1, 7);
        this.occurrence = failuresLeft >= 2 ? new Occurrence.Harmless(LookAlikeKind.BACKING_OFF, payer) : null;
        this.pauseMs = chance.between(600, 1_500);
    }

    boolean failsAgain() {
        return failuresLeft-- > 0;
    }

    /** The pause before the next attempt. */
    long waitMs() {
        pauseMs *= 2;
        return pauseMs + chance.below(500);
    }

    /** The request after that pause, turned away. */
    Step refused(long gapMs) {
        return Step.after(gapMs)
                .failing("rate_limited")
                .asking(request)
                .attempt(++attempt)
                .partOf(occurrence);
    }

    /** The request with what came of it. */
    Step answered(Step step) {
        return step.asking(request).attempt(++attempt).partOf(occurrence);
    }
}
