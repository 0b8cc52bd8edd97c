package io.flyball.gateway;

/**
 * Tokens a minute, as the instant at which all that was used is earned. What a call uses is known when it has ended, so
 * it may run into debt: a minute's worth at once, and at most another as debt; more is forgiven, since a session has one
 * call a minute whatever it used. Guarded by its {@link SessionPace}.
 */
final class TokenBudget {
    private static final long ROOM_NANOS = RateSlots.MINUTE_NANOS;
    /** Higher rates are none: keeps the arithmetic inside 64 bits. */
    private static final long HIGHEST_PER_MINUTE = 50_000_000;

    private long earnedAtNanos;
    private long perMinute;

    TokenBudget(long nowNanos) {
        this.earnedAtNanos = nowNanos;
    }

    /** The rate from now on. */
    void rate(long tokensPerMinute) {
        perMinute = Math.min(HIGHEST_PER_MINUTE, tokensPerMinute);
    }

    /** How long a call that comes now waits. */
    long waitNanos(long nowNanos) {
        return Math.max(0, earnedAtNanos - nowNanos - ROOM_NANOS + 1);
    }

    /** Counts tokens that were used, or gives back (negative) what was expected and not used. */
    void charge(long tokens, long atNanos) {
        long bounded = Math.max(-2 * perMinute, Math.min(2 * perMinute, tokens));
        long costNanos = bounded * RateSlots.MINUTE_NANOS / perMinute;
        long fromNanos = earnedAtNanos - atNanos > 0 ? earnedAtNanos : atNanos;
        long uptoNanos = Math.min(fromNanos + costNanos - atNanos, 2 * ROOM_NANOS);
        earnedAtNanos = atNanos + Math.max(0, uptoNanos);
    }

    /** Whether nothing is remembered that a new one would not know. */
    boolean isFull(long nowNanos) {
        return earnedAtNanos - nowNanos <= 0;
    }
}
