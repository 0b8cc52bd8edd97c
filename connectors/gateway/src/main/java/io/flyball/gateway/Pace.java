package io.flyball.gateway;

/** What one scope asks of the rate of a session's calls. */
final class Pace {
    private final String scope;
    private final long requestsPerMinute;
    private final long tokensPerMinute;
    private final long concurrency;
    private final long delayNanos;

    private Pace(String scope, long requestsPerMinute, long tokensPerMinute, long concurrency, long delayNanos) {
        this.scope = scope;
        this.requestsPerMinute = requestsPerMinute;
        this.tokensPerMinute = tokensPerMinute;
        this.concurrency = concurrency;
        this.delayNanos = delayNanos;
    }

    static Pace of(ThrottleSignal signal) {
        ThrottleLimits limits = signal.limits();
        return new Pace(
                signal.scope(),
                limits.maxRequestsPerMinute(),
                limits.maxTokensPerMinute(),
                limits.maxConcurrency(),
                Math.max(0, limits.delayMs()) * 1_000_000L);
    }

    /** A task has used up what the scope allows it under a hold: one call a minute. */
    static Pace pastAllowance(String scope) {
        return new Pace("past allowance of " + scope, 1, ThrottleLimits.UNLIMITED, ThrottleLimits.UNLIMITED, 0);
    }

    boolean isNone() {
        return requestsPerMinute < 0 && tokensPerMinute < 0 && concurrency < 0 && delayNanos == 0;
    }

    String scope() {
        return scope;
    }

    /** -1: any number. */
    long requestsPerMinute() {
        return requestsPerMinute;
    }

    /** -1: any number. */
    long tokensPerMinute() {
        return tokensPerMinute;
    }

    /** -1: any number. */
    long concurrency() {
        return concurrency;
    }

    long delayNanos() {
        return delayNanos;
    }
}
