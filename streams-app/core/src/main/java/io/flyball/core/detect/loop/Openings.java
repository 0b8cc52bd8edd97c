package io.flyball.core.detect.loop;

import java.util.function.LongUnaryOperator;

/** What the latest sessions of one user set out to do, to tell that several do the same. Bounded. Mutable. */
public final class Openings {
    private static final int MOST_OPENINGS = 4;
    /** Sessions that begin alike later than this after the first have nothing to do with it. */
    private static final long FAN_OUT_WITHIN_MS = 10 * 60_000L;

    private final Opening[] openings = new Opening[MOST_OPENINGS];

    private static final class Opening {
        private long steps;
        private long sessions;
        private long firstMs;
    }

    public Openings() {
        for (int i = 0; i < MOST_OPENINGS; i++) {
            openings[i] = new Opening();
        }
    }

    /** How many sessions, this one included, began with these steps within ten minutes. */
    long sessionsThatBegan(long steps, long timeMs) {
        Opening same = null;
        Opening oldest = openings[0];
        for (Opening opening : openings) {
            if (opening.steps == steps && timeMs - opening.firstMs <= FAN_OUT_WITHIN_MS) {
                same = opening;
            }
            oldest = opening.firstMs < oldest.firstMs ? opening : oldest;
        }
        if (same == null) {
            same = oldest;
            same.steps = steps;
            same.sessions = 0;
            same.firstMs = timeMs;
        }
        same.sessions++;
        return same.sessions;
    }

    /** Passes every number of the state through, in a fixed order, for codecs; see {@link SessionTrail#pass}. */
    public void pass(LongUnaryOperator through) {
        for (Opening opening : openings) {
            opening.steps = through.applyAsLong(opening.steps);
            opening.sessions = through.applyAsLong(opening.sessions);
            opening.firstMs = through.applyAsLong(opening.firstMs);
        }
    }
}
