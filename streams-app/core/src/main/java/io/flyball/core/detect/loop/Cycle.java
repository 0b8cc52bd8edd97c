package io.flyball.core.detect.loop;

import java.util.function.LongUnaryOperator;

/** How long the actions of a session have come back every {@code period} steps, and what they answered. Mutable. */
final class Cycle {
    private final Run run = new Run();
    private long sameResults;
    private long otherResults;
    private long toolFailures;

    /** @param matches whether the step does what the one a period before it did */
    void observe(
            boolean matches, int result, int resultBefore, boolean toolFailed, long atMs, long cost, long context) {
        if (!matches) {
            run.restart(atMs, cost, context);
            sameResults = 0;
            otherResults = 0;
            toolFailures = toolFailed ? 1 : 0;
            return;
        }
        run.grow();
        toolFailures += toolFailed ? 1 : 0;
        if (result != CallShape.UNKNOWN && resultBefore != CallShape.UNKNOWN) {
            if (result == resultBefore) {
                sameResults++;
            } else {
                otherResults++;
            }
        }
    }

    Run run() {
        return run;
    }

    /** Whether the answers were told and were the same each time. */
    boolean answersTheSame() {
        return otherResults == 0 && sameResults == run.length() && sameResults > 0;
    }

    /** Whether the answers were told and differed at least once. */
    boolean answersOtherwise() {
        return otherResults > 0;
    }

    /** Whether tools said at most of the steps that they failed. */
    boolean mostlyFails() {
        return toolFailures * 2 > run.length();
    }

    void pass(LongUnaryOperator through) {
        run.pass(through);
        sameResults = through.applyAsLong(sameResults);
        otherResults = through.applyAsLong(otherResults);
        toolFailures = through.applyAsLong(toolFailures);
    }
}
