package io.flyball.ingest.sessions;

import org.jspecify.annotations.Nullable;

/**
 * The cumulative counter of one session. A report holds the last call's counts and the counter's; the same counter twice
 * is the same report twice. The last call is counted; the counter is the check, and stands in where the last is missing.
 */
final class CodexCounter {
    private final boolean inherits;
    private CodexCounts position = CodexCounts.ZERO;
    private CodexCounts counted = CodexCounts.ZERO;
    private CodexCounts moved = CodexCounts.ZERO;
    private boolean started;
    private int restarts;

    /** @param inherits the session is a fork: its counter may begin with what the parent had used */
    CodexCounter(boolean inherits) {
        this.inherits = inherits;
    }

    /** What a report adds; null where it adds nothing. At least one of the two is given. */
    @Nullable
    CodexCounts next(@Nullable CodexCounts last, @Nullable CodexCounts total) {
        if (total == null) {
            CodexCounts step = last == null ? CodexCounts.ZERO : last;
            position = position.plus(step);
            return count(last, step);
        }
        if (total.equals(position)) {
            return null;
        }
        CodexCounts base = started ? position : beginning(last, total);
        if (total.fallsBehind(base)) {
            restarts++;
            base = CodexCounts.ZERO;
        }
        position = total;
        started = true;
        CodexCounts step = total.minus(base);
        return step.equals(CodexCounts.ZERO) ? null : count(last, step);
    }

    /** How often it began again at 0. */
    int restarts() {
        return restarts;
    }

    /** What all calls add up to. */
    CodexCounts counted() {
        return counted;
    }

    /** How far the counter went while they were made. */
    CodexCounts moved() {
        return moved;
    }

    /** Where the counter stood before its first report: a resumed session goes on from where it was. */
    private CodexCounts beginning(@Nullable CodexCounts last, CodexCounts total) {
        if (last == null) {
            return inherits ? total : position;
        }
        return total.fallsBehind(last) ? CodexCounts.ZERO : total.minus(last);
    }

    private CodexCounts count(@Nullable CodexCounts last, CodexCounts step) {
        CodexCounts call = last == null ? step : last;
        counted = counted.plus(call);
        moved = moved.plus(step);
        return call;
    }
}
