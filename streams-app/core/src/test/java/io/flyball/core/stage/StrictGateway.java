package io.flyball.core.stage;

import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.HashMap;
import java.util.Map;

/**
 * A gateway that holds calls of running tasks as long as the signals in force allow it to, by the published schema: a
 * bucket of one call a session, the delay after the wait for it, scopes side by side; a session has one call a minute
 * whatever tokens it used, and a task past its allowance one call a minute.
 */
final class StrictGateway {
    private static final long MINUTE_MS = 60_000L;

    private final Map<Scope, Signal> latest = new HashMap<>();
    private final Map<String, Long> lastCallMs = new HashMap<>();
    private final Map<String, Long> tokensOfMinute = new HashMap<>();
    private long callsUnderHold;

    void signal(Signal signal) {
        if (signal.level() != Level.HOLD_NEW_TASKS) {
            callsUnderHold = 0;
        }
        latest.put(signal.scope(), signal);
    }

    /** How long it holds a call of a session that comes now. */
    long holdsForMs(String session, long nowMs) {
        long longestMs = 0;
        for (Signal signal : latest.values()) {
            for (Signal.Step step : signal.steps()) {
                if (nowMs < step.untilMs()) {
                    longestMs = Math.max(longestMs, holdsForMs(session, nowMs, step.level(), step.limits(), signal));
                    break;
                }
            }
        }
        return longestMs;
    }

    private long holdsForMs(String session, long nowMs, Level level, Limits limits, Signal signal) {
        long sinceLastMs = nowMs - lastCallMs.getOrDefault(session, Long.MIN_VALUE / 2);
        long everyMs = limits.maxRequestsPerMinute() > 0
                ? (MINUTE_MS + limits.maxRequestsPerMinute() - 1) / limits.maxRequestsPerMinute()
                : 0;
        long rateMs = Math.max(0, everyMs - sinceLastMs) + Math.max(0, limits.delayMs());
        boolean outOfTokens = limits.maxTokensPerMinute() > 0
                && tokensOfMinute.getOrDefault(session, 0L) > limits.maxTokensPerMinute();
        boolean pastAllowance = level == Level.HOLD_NEW_TASKS && callsUnderHold > signal.taskAllowance();
        long minuteMs = outOfTokens || pastAllowance ? Math.max(0, MINUTE_MS - sinceLastMs) : 0;
        return Math.max(rateMs, minuteMs);
    }

    /** A call went through. */
    void called(String session, long nowMs, long tokens) {
        lastCallMs.put(session, nowMs);
        tokensOfMinute.put(session, tokens);
        callsUnderHold++;
    }
}
