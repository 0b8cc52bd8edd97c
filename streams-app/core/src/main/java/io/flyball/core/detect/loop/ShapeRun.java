package io.flyball.core.detect.loop;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Calls in a row that look from outside like the ones a period before: the context grows by as much, or not at all, and
 * the answer is as long. It is what a loop leaves behind where a source fingerprints nothing: the same action and the
 * same result add the same number of tokens. Mutable.
 */
final class ShapeRun {
    /** Digits that differ move a count by a token or two. */
    private static final long FEW_TOKENS = 2;

    private static final long CONTEXT_TOLERANCE_SHARE = 50;
    private static final long OUTPUT_TOLERANCE_SHARE = 20;
    /** Shorter answers are alike by chance; logs that are cut in mid-stream say 10 or less. */
    private static final long SHORTEST_OUTPUT = 16;

    private static final long UNKNOWN = -1;

    private final Run run = new Run();
    // Latest first.
    private final long[] growths;
    private final long[] outputs;

    /** @param period how many calls make one turn */
    ShapeRun(int period) {
        growths = new long[period];
        outputs = new long[period];
        Arrays.fill(growths, UNKNOWN);
    }

    /** @param growth tokens by which the context grew since the call before; negative where it shrank or is the first */
    void observe(CallShape call, long growth, long atMs, long cost) {
        int before = growths.length - 1;
        boolean alike = !call.isFingerprinted()
                && call.outputTokens() >= SHORTEST_OUTPUT
                && growth >= 0
                && growths[before] >= 0
                && near(growth, growths[before], CONTEXT_TOLERANCE_SHARE)
                && near(call.outputTokens(), outputs[before], OUTPUT_TOLERANCE_SHARE);
        if (alike) {
            run.grow();
        } else {
            run.restart(atMs, cost, call.contextTokens());
        }
        System.arraycopy(growths, 0, growths, 1, before);
        System.arraycopy(outputs, 0, outputs, 1, before);
        growths[0] = growth;
        outputs[0] = call.outputTokens();
    }

    private static boolean near(long value, long other, long share) {
        return Math.abs(value - other) <= Math.max(FEW_TOKENS, Math.abs(other) / share);
    }

    /** How often a turn was taken, the first time included. */
    long turns() {
        return run.length() / growths.length + 1;
    }

    Run run() {
        return run;
    }

    void forget(long atMs, long cost) {
        run.restart(atMs, cost, 0);
        Arrays.fill(growths, UNKNOWN);
    }

    void pass(LongUnaryOperator through) {
        run.pass(through);
        for (int i = 0; i < growths.length; i++) {
            growths[i] = through.applyAsLong(growths[i]);
            outputs[i] = through.applyAsLong(outputs[i]);
        }
    }
}
