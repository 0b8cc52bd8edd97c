package io.flyball.core.detect.cadence;

import io.flyball.core.model.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * Tells volume without variety: for whole hours without a break a session, or a user in all sessions together, makes calls
 * of one shape at even pauses, at least forty an hour. Who waits for tools and people has neither. Several agents of one
 * user that all do the same are each such a session. An hour's script that tries a thousand examples is none: it ends
 * before; nor is one whose pauses are as they come.
 */
public final class TokenmaxxingDetector {
    private static final long HOUR_MS = 3_600_000L;
    private static final int NEARLY_CERTAIN = 95;

    private final TokenmaxxingRule rule;

    public TokenmaxxingDetector(TokenmaxxingRule rule) {
        this.rule = rule;
    }

    /**
     * Takes in a call of a session, and of its user. O(1).
     *
     * @param session the session's cadence, or null where the call names none
     * @return what the hour that ended with the call shows, or null
     */
    public @Nullable TokenmaxxingSighting observe(
            Cadence user, @Nullable Cadence session, UsageEvent call, long costNanoUsd) {
        boolean userHour = observe(user, call, costNanoUsd);
        boolean sessionHour = session != null && observe(session, call, costNanoUsd);
        if (sessionHour && session != null && session.evenMs() >= rule.hours() * HOUR_MS) {
            return sighting(session, call);
        }
        return userHour && user.evenMs() >= rule.hours() * HOUR_MS ? sighting(user, call) : null;
    }

    private static boolean observe(Cadence cadence, UsageEvent call, long costNanoUsd) {
        return cadence.observe(call.timeMs(), call.contextTokens(), call.outputTokens(), costNanoUsd);
    }

    private static TokenmaxxingSighting sighting(Cadence cadence, UsageEvent call) {
        return new TokenmaxxingSighting(
                call.timeMs(),
                cadence.evenMs() / HOUR_MS,
                cadence.calls(),
                cadence.costNanoUsd(),
                call.contextTokens(),
                call.outputTokens(),
                NEARLY_CERTAIN);
    }
}
