package io.flyball.core.govern;

/**
 * What a gateway is asked to keep to. -1 and the empty string mean: no such limit. Buckets are per session, and whatever
 * the limits say, a session may make one call a minute.
 *
 * @param maxRequestsPerMinute per session, at least 1, so that a running task can always make its next call
 * @param maxTokensPerMinute tokens a minute
 * @param maxConcurrency calls at the same time
 * @param delayMs wait before a call, at most 60,000
 * @param modelOverride model that new tasks get instead
 * @param maxOutputTokens cap on the output of one call
 */
public record Limits(
        long maxRequestsPerMinute,
        long maxTokensPerMinute,
        long maxConcurrency,
        long delayMs,
        String modelOverride,
        long maxOutputTokens) {

    /** No limit at all. */
    public static final Limits NONE = new Limits(-1, -1, -1, -1, "", -1);

    private static final long LONGEST_DELAY_MS = 60_000;

    /** Limits that would cut a running task, or waits that clients give up on, are none that can be asked for. */
    public Limits {
        atLeastOneOrNone("requests a minute", maxRequestsPerMinute);
        atLeastOneOrNone("tokens a minute", maxTokensPerMinute);
        atLeastOneOrNone("calls at the same time", maxConcurrency);
        atLeastOneOrNone("output tokens", maxOutputTokens);
        if (delayMs < -1 || delayMs > LONGEST_DELAY_MS) {
            throw new IllegalArgumentException("Expected a delay of 0 to 60,000 ms or -1, but it is " + delayMs);
        }
    }

    /** The same limits with another delay. */
    Limits withDelayMs(long otherDelayMs) {
        return new Limits(
                maxRequestsPerMinute, maxTokensPerMinute, maxConcurrency, otherDelayMs, modelOverride, maxOutputTokens);
    }

    private static void atLeastOneOrNone(String what, long limit) {
        if (limit == 0 || limit < -1) {
            throw new IllegalArgumentException(
                    "Expected at least 1 or -1 as limit of " + what + ", but it is " + limit);
        }
    }
}
