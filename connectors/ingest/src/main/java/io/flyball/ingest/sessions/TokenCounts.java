package io.flyball.ingest.sessions;

import io.flyball.core.model.SaturatingSum;
import io.flyball.core.model.UsageEventBuilder;

/**
 * The billed counts of one call on one model.
 *
 * @param input uncached
 * @param output including reasoning
 */
record TokenCounts(
        long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output, long webSearchRequests) {
    static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0, 0);

    /** The greater count of each class. */
    TokenCounts greatest(TokenCounts other) {
        return new TokenCounts(
                Math.max(input, other.input),
                Math.max(cacheRead, other.cacheRead),
                Math.max(cacheWrite5m, other.cacheWrite5m),
                Math.max(cacheWrite1h, other.cacheWrite1h),
                Math.max(output, other.output),
                Math.max(webSearchRequests, other.webSearchRequests));
    }

    /** The sum of each class; for counts of 0 and more, which stop at the greatest long. */
    TokenCounts plus(TokenCounts other) {
        return new TokenCounts(
                SaturatingSum.of(input, other.input),
                SaturatingSum.of(cacheRead, other.cacheRead),
                SaturatingSum.of(cacheWrite5m, other.cacheWrite5m),
                SaturatingSum.of(cacheWrite1h, other.cacheWrite1h),
                SaturatingSum.of(output, other.output),
                SaturatingSum.of(webSearchRequests, other.webSearchRequests));
    }

    void setOn(UsageEventBuilder event) {
        event.inputTokens(input)
                .cacheReadTokens(cacheRead)
                .cacheWrite5mTokens(cacheWrite5m)
                .cacheWrite1hTokens(cacheWrite1h)
                .outputTokens(output)
                .webSearchRequests(webSearchRequests);
    }
}
