package io.flyball.gateway;

/** What a gateway is asked to keep to. {@link #UNLIMITED}, or the empty string, where it is asked nothing. */
public final class ThrottleLimits {
    /** No such limit. */
    public static final long UNLIMITED = -1;

    /** No limit at all. */
    public static final ThrottleLimits NONE =
            new ThrottleLimits(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, "", UNLIMITED);

    private final long maxRequestsPerMinute;
    private final long maxTokensPerMinute;
    private final long maxConcurrency;
    private final long delayMs;
    private final String modelOverride;
    private final long maxOutputTokens;

    ThrottleLimits(
            long maxRequestsPerMinute,
            long maxTokensPerMinute,
            long maxConcurrency,
            long delayMs,
            String modelOverride,
            long maxOutputTokens) {
        this.maxRequestsPerMinute = maxRequestsPerMinute;
        this.maxTokensPerMinute = maxTokensPerMinute;
        this.maxConcurrency = maxConcurrency;
        this.delayMs = delayMs;
        this.modelOverride = modelOverride;
        this.maxOutputTokens = maxOutputTokens;
    }

    /** Calls a minute and session, from 1: a running task can always make its next call. */
    public long maxRequestsPerMinute() {
        return maxRequestsPerMinute;
    }

    /** Tokens a minute, from 1. */
    public long maxTokensPerMinute() {
        return maxTokensPerMinute;
    }

    /** Calls at the same time, from 1. */
    public long maxConcurrency() {
        return maxConcurrency;
    }

    /** Wait before a call in ms, 0 to 60,000: SDKs ignore longer ones. */
    public long delayMs() {
        return delayMs;
    }

    /** Model that new tasks get instead of the one they name. */
    public String modelOverride() {
        return modelOverride;
    }

    /** Cap on the output tokens of one call, from 1. */
    public long maxOutputTokens() {
        return maxOutputTokens;
    }

    @Override
    public String toString() {
        return "{max_requests_per_minute=" + maxRequestsPerMinute + ", max_tokens_per_minute=" + maxTokensPerMinute
                + ", max_concurrency=" + maxConcurrency + ", delay_ms=" + delayMs + ", model_override=" + modelOverride
                + ", max_output_tokens=" + maxOutputTokens + "}";
    }
}
