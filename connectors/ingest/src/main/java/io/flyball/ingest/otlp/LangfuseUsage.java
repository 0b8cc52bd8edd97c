package io.flyball.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.admit.RejectionReason;

/** The usage details of one observation: of Langfuse's names, of OpenAI's two interfaces or of Anthropic's. */
final class LangfuseUsage {
    private final JsonNode details;
    private final CallDraft draft;

    LangfuseUsage(JsonNode details, CallDraft draft) {
        this.details = details;
        this.draft = draft;
    }

    TokenSplit tokens() {
        if (details.has("prompt_tokens")) {
            return inclusive("prompt_tokens", "completion_tokens");
        }
        if (details.has("input_tokens")) {
            return details.has("input_tokens_details") || details.has("output_tokens_details")
                    ? inclusive("input_tokens", "output_tokens")
                    : TokenSplit.exclusive(count("input_tokens"), cacheRead(), cacheWrite(), count("output_tokens"), 0);
        }
        return TokenSplit.exclusive(count("input"), cacheRead(), cacheWrite(), 0, 0)
                .withHourOf(count("input_cache_creation_1h"))
                .withSeparateReasoning(count("output"), count("output_reasoning", "output_reasoning_tokens"));
    }

    private TokenSplit inclusive(String input, String output) {
        return TokenSplit.inclusive(
                count(input),
                countIn(input + "_details", "cached_tokens"),
                countIn(input + "_details", "cache_creation_tokens"),
                count(output),
                countIn(output + "_details", "reasoning_tokens"));
    }

    private long cacheRead() {
        return count(
                "cache_read_input_tokens",
                "input_cache_read",
                "input_cached_tokens",
                "input_cache_read_tokens",
                "cached_tokens");
    }

    private long cacheWrite() {
        long whole = count("cache_creation_input_tokens", "input_cache_creation", "input_cache_write");
        return whole > 0 ? whole : count("input_cache_creation_5m") + count("input_cache_creation_1h");
    }

    /** The first of these names that is there. */
    private long count(String... names) {
        for (String name : names) {
            if (details.hasNonNull(name)) {
                return count(name, details.path(name));
            }
        }
        return 0;
    }

    private long countIn(String object, String name) {
        JsonNode value = details.path(object).path(name);
        return value.isMissingNode() || value.isNull() ? 0 : count(object + "." + name, value);
    }

    private long count(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            draft.fault(RejectionReason.BAD_NUMBER, "Usage detail " + name + " is no whole number: send a count.");
            return 0;
        }
        if (value.longValue() < 0) {
            draft.fault(RejectionReason.NEGATIVE_COUNT, "Usage detail " + name + " is below 0: send a count.");
            return 0;
        }
        return value.longValue();
    }
}
