package io.flyball.gateway;

import java.util.List;

/** Signals of several scopes as one: the tightest of each limit. */
final class Tightest {
    private Tightest() {}

    /**
     * The limits that concern a call; none where scopes are only told.
     *
     * @param newTask whether what is for new tasks concerns it: their model, their cap on output
     */
    static ThrottleLimits of(List<ThrottleSignal> signals, boolean newTask) {
        long requests = ThrottleLimits.UNLIMITED;
        long tokens = ThrottleLimits.UNLIMITED;
        long concurrency = ThrottleLimits.UNLIMITED;
        long delayMs = ThrottleLimits.UNLIMITED;
        long output = ThrottleLimits.UNLIMITED;
        for (ThrottleSignal signal : signals) {
            ThrottleLimits limits = signal.limits();
            if (signal.level() == ThrottleLevel.ADVISE) {
                continue;
            }
            requests = least(requests, limits.maxRequestsPerMinute());
            tokens = least(tokens, limits.maxTokensPerMinute());
            concurrency = least(concurrency, limits.maxConcurrency());
            delayMs = Math.max(delayMs, limits.delayMs());
            if (newTask || signal.appliesTo() == AppliesTo.NEXT_REQUEST) {
                output = least(output, limits.maxOutputTokens());
            }
        }
        return new ThrottleLimits(
                requests, tokens, concurrency, delayMs, newTask ? modelOverride(signals) : "", output);
    }

    /** The model of the strongest signal that names one, or empty. */
    static String modelOverride(List<ThrottleSignal> strongestFirst) {
        for (ThrottleSignal signal : strongestFirst) {
            String model = signal.limits().modelOverride();
            if (!model.isEmpty() && signal.level() != ThrottleLevel.ADVISE) {
                return model;
            }
        }
        return "";
    }

    private static long least(long known, long next) {
        return known == ThrottleLimits.UNLIMITED || next != ThrottleLimits.UNLIMITED && next < known ? next : known;
    }
}
