package io.flyball.core.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One billed call as its source reports it. Absent texts are the empty string, absent counts 0; whether the record is
 * possible at all is for {@link io.flyball.core.admit.UsageValidation} to say.
 *
 * @param eventId with the payer the dedupe key
 * @param timeMs when the call ended, epoch ms
 * @param model as requested
 * @param responseModel the model that answered; prices when present
 * @param user who pays; may be empty where {@code key} is given
 * @param inputTokens uncached input only
 * @param outputTokens including reasoning
 * @param reasoningTokens informative: part of output
 * @param reportedCostUsd what the source says the call cost, or null
 * @param status {@code ok}, {@code error}, {@code aborted} or {@code rate_limited}
 * @param reportedContextTokens the whole context sent, or -1 where the source does not say
 * @param latencyMs -1 where the source does not say
 * @param attempt -1 where the source does not say
 */
public record UsageEvent(
        String eventId,
        long timeMs,
        String model,
        String responseModel,
        String user,
        String source,
        String provider,
        String operation,
        String serviceTier,
        String speed,
        String region,
        String team,
        String agent,
        String session,
        String task,
        String key,
        String org,
        String costCenter,
        long inputTokens,
        long cacheReadTokens,
        long cacheWrite5mTokens,
        long cacheWrite1hTokens,
        long outputTokens,
        long reasoningTokens,
        long webSearchRequests,
        long audioInputTokens,
        long audioOutputTokens,
        long images,
        @Nullable BigDecimal reportedCostUsd,
        String status,
        long reportedContextTokens,
        String requestFingerprint,
        List<ToolAction> actions,
        long latencyMs,
        long attempt,
        String stopReason,
        Map<String, String> tags) {

    /** A builder with every field absent and the defaults of the native record. */
    public static UsageEventBuilder builder() {
        return new UsageEventBuilder();
    }

    /** A builder that begins with this event's fields. */
    public UsageEventBuilder toBuilder() {
        return new UsageEventBuilder(this);
    }

    /** Who pays: the user, or {@code key:<key>} where the call names a key alone, so that users sum to the total. */
    public String payer() {
        return user.isEmpty() ? "key:" + key : user;
    }

    /** The model whose price holds. */
    public String pricedModel() {
        return responseModel.isEmpty() ? model : responseModel;
    }

    /** Whether the call failed in some way; it may have cost money all the same. */
    public boolean failed() {
        return !status.equals("ok");
    }

    /** Tokens sent with the call: as reported, else uncached input, cache reads and cache writes together. */
    public long contextTokens() {
        return reportedContextTokens >= 0
                ? reportedContextTokens
                : SaturatingSum.of(inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens);
    }

    /** How many tokens of that class the call has. */
    public long tokens(TokenClass tokenClass) {
        switch (tokenClass) {
            case INPUT:
                return inputTokens;
            case CACHE_READ:
                return cacheReadTokens;
            case CACHE_WRITE_5M:
                return cacheWrite5mTokens;
            case CACHE_WRITE_1H:
                return cacheWrite1hTokens;
            case OUTPUT:
                return outputTokens;
            case AUDIO_INPUT:
                return audioInputTokens;
            case AUDIO_OUTPUT:
                return audioOutputTokens;
        }
        throw new AssertionError(tokenClass);
    }
}
