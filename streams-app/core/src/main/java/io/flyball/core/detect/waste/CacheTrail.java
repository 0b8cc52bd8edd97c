package io.flyball.core.detect.waste;

import io.flyball.core.model.UsageEvent;
import java.util.function.LongUnaryOperator;

/** What is remembered of a session's prompt cache at its provider. Constant in size. Mutable. */
public final class CacheTrail {
    private static final long FIVE_MINUTES_MS = 300_000;
    private static final long HOUR_MS = 3_600_000;

    private long lastMs;
    private long firstContextTokens;
    private long cachedTokens;
    private long lifeMs = FIVE_MINUTES_MS;
    private long unreadNanoUsd;

    /** Tokens of the call that the cache held before it, whether it was still warm or not; at most its context. */
    long knownTokens(UsageEvent call) {
        return Math.min(cachedTokens, call.contextTokens());
    }

    /** Whether the cache was alive when the call came: each use prolongs its life. */
    boolean warmAt(long timeMs) {
        return cachedTokens > 0 && timeMs - lastMs <= lifeMs;
    }

    /** Whether the context was made smaller before the call, so that what was cached is of no use any more. */
    boolean compactedBefore(UsageEvent call) {
        return call.contextTokens() < cachedTokens / 2;
    }

    /** Tokens with which the session began. */
    long firstContextTokens() {
        return firstContextTokens;
    }

    /** Whether the call is older than the latest one: its place in the session is unknown. */
    boolean isPast(long timeMs) {
        return timeMs < lastMs;
    }

    /** Whether no cache of an hour can be alive any more. */
    public boolean lapsedBy(long nowMs) {
        return nowMs - lastMs > HOUR_MS;
    }

    /** What was paid for writes of an hour that nobody has read since, nano-USD; told once. */
    public long takeUnreadNanoUsd() {
        long unread = unreadNanoUsd;
        unreadNanoUsd = 0;
        return unread;
    }

    /** @param extraNanoUsd what the call's writes of an hour cost beyond plain input */
    void observe(UsageEvent call, long extraNanoUsd) {
        if (lastMs == 0) {
            firstContextTokens = call.contextTokens();
        }
        if (call.cacheReadTokens() > 0) {
            unreadNanoUsd = 0;
        }
        if (call.cacheWrite1hTokens() > 0) {
            lifeMs = HOUR_MS;
        } else if (call.cacheWrite5mTokens() > 0) {
            lifeMs = FIVE_MINUTES_MS;
        }
        unreadNanoUsd += extraNanoUsd;
        cachedTokens = call.cacheReadTokens() + call.cacheWrite5mTokens() + call.cacheWrite1hTokens();
        lastMs = call.timeMs();
    }

    /** Passes every number of the state through, in a fixed order: a codec returns it unchanged, or what it read. */
    public void pass(LongUnaryOperator through) {
        lastMs = through.applyAsLong(lastMs);
        firstContextTokens = through.applyAsLong(firstContextTokens);
        cachedTokens = through.applyAsLong(cachedTokens);
        lifeMs = through.applyAsLong(lifeMs);
        unreadNanoUsd = through.applyAsLong(unreadNanoUsd);
    }
}
