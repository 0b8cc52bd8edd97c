package io.flyball.core.detect.loop;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Actions that come back with the same answer while other calls lie between. A change that was not made before is
 * progress: what comes back after one does not count, so a test that is run again after each edit never counts up here.
 * Keeps a few candidates. Mutable.
 */
final class Recurrences {
    private static final int KEPT = 4;
    /** Farther apart, two equal actions have nothing to do with one another. */
    private static final long MOST_STEPS_BETWEEN = 4;

    private static final long NEVER = -1;

    private final Candidate[] candidates = new Candidate[KEPT];

    private static final class Candidate {
        private long action;
        private long result;
        private long lastStep = NEVER;
        private boolean changedSince;
        private final Run run = new Run();
    }

    Recurrences() {
        for (int i = 0; i < KEPT; i++) {
            candidates[i] = new Candidate();
        }
    }

    /** The run of the step's action, or null where it is the first. */
    @Nullable
    Run observe(CallShape call, long step, long atMs, long cost) {
        Candidate known = candidate(call.actions());
        if (call.nature() == ActionNature.CHANGES && known == null) {
            for (Candidate candidate : candidates) {
                candidate.changedSince = true;
            }
        }
        if (call.results() == CallShape.UNKNOWN) {
            return null;
        }
        if (known != null && known.result == call.results() && step - known.lastStep <= MOST_STEPS_BETWEEN) {
            known.lastStep = step;
            if (known.changedSince) {
                known.changedSince = false;
                return null;
            }
            known.run.grow();
            return known.run;
        }
        Candidate begun = known == null ? oldest() : known;
        begun.action = call.actions();
        begun.result = call.results();
        begun.lastStep = step;
        begun.changedSince = false;
        begun.run.restart(atMs, cost, call.contextTokens());
        return null;
    }

    private @Nullable Candidate candidate(int action) {
        for (Candidate candidate : candidates) {
            if (candidate.action == action) {
                return candidate;
            }
        }
        return null;
    }

    private Candidate oldest() {
        Candidate oldest = candidates[0];
        for (Candidate candidate : candidates) {
            oldest = candidate.lastStep < oldest.lastStep ? candidate : oldest;
        }
        return oldest;
    }

    void forgetAll() {
        for (Candidate candidate : candidates) {
            candidate.action = CallShape.UNKNOWN;
            candidate.result = CallShape.UNKNOWN;
            candidate.lastStep = NEVER;
            candidate.changedSince = false;
            candidate.run.restart(0, 0, 0);
        }
    }

    void pass(LongUnaryOperator through) {
        for (Candidate candidate : candidates) {
            candidate.action = through.applyAsLong(candidate.action);
            candidate.result = through.applyAsLong(candidate.result);
            candidate.lastStep = through.applyAsLong(candidate.lastStep);
            candidate.changedSince = through.applyAsLong(candidate.changedSince ? 1 : 0) == 1;
            candidate.run.pass(through);
        }
    }
}
