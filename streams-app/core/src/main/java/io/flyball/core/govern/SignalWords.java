package io.flyball.core.govern;

import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.model.Scope;
import java.time.Instant;

/** What a signal says to the person concerned. */
final class SignalWords {
    private SignalWords() {}

    /** One sentence: who, why, what is asked, until when. */
    static String text(Scope scope, OpenFinding leading, Signal.Step step, long untilMs, boolean shadowed) {
        String asks = shadowed
                ? "nothing is slowed; in force this would have been "
                        + step.level().wireName() + ": " + asks(step)
                : asks(step);
        return scope + why(leading) + asks + ", until " + Instant.ofEpochMilli(untilMs) + unless(leading);
    }

    private static String asks(Signal.Step step) {
        switch (step.level()) {
            case ADVISE:
                return "nothing is slowed, but please look at what runs";
            case PACE:
                return step.limits().maxRequestsPerMinute() > 0
                        ? "requests are paced to " + step.limits().maxRequestsPerMinute() + " a minute per session"
                        : "requests are paced";
            case DOWNSHIFT:
                return step.limits().modelOverride().isEmpty()
                        ? "new tasks should use a cheaper model"
                        : "new tasks get " + step.limits().modelOverride();
            default:
                return "new tasks wait for an approval; running tasks finish";
        }
    }

    static Cause cause(OpenFinding leading) {
        switch (leading.kind()) {
            case LOOP:
                return Cause.LOOP;
            case PACE:
                return Cause.ALLOWANCE;
            default:
                return Cause.VELOCITY;
        }
    }

    private static String why(OpenFinding leading) {
        switch (leading.kind()) {
            case LOOP:
                return " has an agent that repeats itself: ";
            case PACE:
                return " comes to the end of its budget: ";
            case SPIKE:
                return " spends far more than usual: ";
            case TOKENMAXXING:
                return " makes calls that are all alike, hour after hour: ";
            default:
                return " spends too fast: ";
        }
    }

    private static String unless(OpenFinding leading) {
        switch (leading.kind()) {
            case LOOP:
                return " if it stops.";
            case PACE:
                return " unless it gets more.";
            case TOKENMAXXING:
                return " if that stops.";
            default:
                return " if nothing more is spent.";
        }
    }
}
