package io.flyball.core.govern;

/**
 * What a gateway is asked to keep to. -1 and the empty string mean: no such limit.
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
}
