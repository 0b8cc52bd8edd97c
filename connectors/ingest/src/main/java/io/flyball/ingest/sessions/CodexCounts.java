package io.flyball.ingest.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.ingest.files.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * Counts as a rollout reports them: they overlap.
 *
 * @param input whole input
 * @param cached the part of it that was read from the cache
 * @param output whole output
 * @param reasoning the part of it that was reasoning
 */
record CodexCounts(long input, long cached, long output, long reasoning) {
    static final CodexCounts ZERO = new CodexCounts(0, 0, 0, 0);

    /** The counts of a usage object; null where it is none. */
    static @Nullable CodexCounts of(JsonNode usage, JsonFields fields) {
        if (!usage.isObject()) {
            return null;
        }
        return new CodexCounts(
                fields.count(usage, "input_tokens"),
                fields.count(usage, "cached_input_tokens"),
                fields.count(usage, "output_tokens"),
                fields.count(usage, "reasoning_output_tokens"));
    }

    CodexCounts plus(CodexCounts other) {
        return new CodexCounts(
                input + other.input, cached + other.cached, output + other.output, reasoning + other.reasoning);
    }

    CodexCounts minus(CodexCounts other) {
        return new CodexCounts(
                input - other.input, cached - other.cached, output - other.output, reasoning - other.reasoning);
    }

    /** Whether some count is smaller, as no count of a running counter can be. */
    boolean fallsBehind(CodexCounts other) {
        return input < other.input || cached < other.cached || output < other.output || reasoning < other.reasoning;
    }

    /** Sets the disjoint classes. */
    void setOn(UsageEventBuilder event) {
        event.inputTokens(input - cached)
                .cacheReadTokens(cached)
                .outputTokens(output)
                .reasoningTokens(reasoning);
    }

    @Override
    public String toString() {
        return input + ":" + cached + ":" + output + ":" + reasoning;
    }
}
