package io.flyball.core.detect.loop;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Calls in a row that got, by size, the answers of a period before. It is what a loop leaves behind where a source
 * fingerprints nothing: between two calls the context grows by what the model said and by what the tools answered, so
 * growth less the output before is the size of the answer, and the same action with the same result has the same size
 * whatever the model says. Pages of a file differ by more. Mutable.
 */
final class ShapeRun {
    /** Digits that differ move a count by a token or two. */
    private static final long FEW_TOKENS = 3;
    /** Logs that are cut in mid-stream say 10 or less, so nothing is known of the answer. */
    static final long SHORTEST_OUTPUT = 16;

    /** An answer without a token is none. */
    private static final long UNKNOWN = 0;

    private final Run run = new Run();
    // Sizes of answers, latest first.
    private final long[] answers;

    /** @param period how many calls make one turn */
    ShapeRun(int period) {
        answers = new long[period];
    }

    /**
     * @param growth tokens by which the context grew since the call before; negative where it shrank or is the first
     * @param outputBefore tokens which that call got
     */
    void observe(CallShape call, long growth, long outputBefore, long atMs, long cost) {
        boolean known = !call.isFingerprinted() && growth > 0 && outputBefore >= SHORTEST_OUTPUT;
        long answer = known ? growth - outputBefore : UNKNOWN;
        int before = answers.length - 1;
        boolean alike = known && answers[before] != UNKNOWN && Math.abs(answer - answers[before]) <= FEW_TOKENS;
        if (alike) {
            run.grow();
        } else {
            run.restart(atMs, cost, call.contextTokens());
        }
        System.arraycopy(answers, 0, answers, 1, before);
        answers[0] = answer;
    }

    /** How often a turn was taken, the first time included. */
    long turns() {
        return run.length() / answers.length + 1;
    }

    Run run() {
        return run;
    }

    void forget(long atMs, long cost) {
        run.restart(atMs, cost, 0);
        Arrays.fill(answers, UNKNOWN);
    }

    void pass(LongUnaryOperator through) {
        run.pass(through);
        for (int i = 0; i < answers.length; i++) {
            answers[i] = through.applyAsLong(answers[i]);
        }
    }
}
