package io.flyball.core.govern;

import io.flyball.core.model.Level;
import org.jspecify.annotations.Nullable;

/**
 * The bounds that keep throttling from stopping a running task, whatever the policy asks for.
 *
 * <p>A session may make its next call within a minute: rates are 1 a minute or more, per session, and the wait for the
 * rate and the delay together stay within 60 s. A delay is also at most half of what is left of the prompt cache's life,
 * 300 s since the scope's newest call, since past it the next call costs more than the delay saves.
 */
final class TaskSafety {
    /** The longest wait for a next call, and the longest that clients do not give up on. */
    static final long LONGEST_WAIT_MS = 60_000;

    /** How long a prompt cache lives after its latest use, where nobody pays for more. */
    static final long CACHE_LIFE_MS = 300_000;

    /**
     * Calls a running task is left under {@code hold_new_tasks} at the least. Tasks that still run are known by what they
     * did so far, so the sizes of a scope's tasks are too low until most of them have ended.
     */
    static final long LEAST_ALLOWANCE = 1000;

    private static final int ALLOWED_PERCENT = 95;

    private TaskSafety() {}

    /**
     * The limits as they may be asked for.
     *
     * @param sinceNewestCallMs from the scope's newest call to the issue of the signal, ms
     */
    static Limits bounded(Limits asked, long sinceNewestCallMs) {
        if (asked.delayMs() <= 0) {
            return asked;
        }
        long rateMs = asked.maxRequestsPerMinute() > 0
                ? (LONGEST_WAIT_MS + asked.maxRequestsPerMinute() - 1) / asked.maxRequestsPerMinute()
                : 0;
        long cacheMs = Math.max(0, CACHE_LIFE_MS - Math.max(0, sinceNewestCallMs)) / 2;
        return asked.withDelayMs(Math.min(Math.min(asked.delayMs(), LONGEST_WAIT_MS - rateMs), cacheMs));
    }

    /** Calls a running task may still make; -1 below {@code hold_new_tasks}: as many as it needs. */
    static long taskAllowance(Level level, @Nullable TaskSizes sizes) {
        if (level != Level.HOLD_NEW_TASKS) {
            return -1;
        }
        return Math.max(LEAST_ALLOWANCE, sizes == null ? 0 : sizes.quantileCalls(ALLOWED_PERCENT));
    }
}
