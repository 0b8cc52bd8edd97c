package io.flyball.ingest.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.ingest.files.JsonFields;
import java.util.Map;
import java.util.TreeMap;

/**
 * The usage object of one line, by the model that is billed.
 *
 * <p>The top level shows one model alone. What else was sampled stands in {@code iterations}: an adviser's turn with its
 * own model, the declined attempt before a fall-back with its model, a compaction on the call's own model; none of them
 * is in the top level. So each iteration is billed on the model it names, else on the call's, and the call's own model
 * has the greater of the top level and of its iterations' sum.
 *
 * @param own billed on the model of the call
 * @param others billed on other models, by their names
 */
record ClaudeCodeUsage(TokenCounts own, Map<String, TokenCounts> others) {

    static ClaudeCodeUsage of(JsonNode usage, String model, JsonFields fields) {
        TokenCounts ownIterations = TokenCounts.NONE;
        Map<String, TokenCounts> others = new TreeMap<>();
        for (JsonNode iteration : usage.path("iterations")) {
            TokenCounts counts = counts(iteration, fields);
            String billed = fields.text(iteration, "model");
            if (billed.isEmpty() || billed.equals(model)) {
                ownIterations = ownIterations.plus(counts);
            } else {
                others.merge(billed, counts, TokenCounts::plus);
            }
        }
        return new ClaudeCodeUsage(counts(usage, fields).greatest(ownIterations), others);
    }

    private static TokenCounts counts(JsonNode usage, JsonFields fields) {
        JsonNode byLife = usage.path("cache_creation");
        long written1h = fields.count(byLife, "ephemeral_1h_input_tokens");
        long written5m = fields.count(byLife, "ephemeral_5m_input_tokens");
        // Older logs give the sum alone, which was written for 5 minutes then.
        long unsplit = fields.count(usage, "cache_creation_input_tokens") - written1h - written5m;
        return new TokenCounts(
                fields.count(usage, "input_tokens"),
                fields.count(usage, "cache_read_input_tokens"),
                written5m + Math.max(0, unsplit),
                written1h,
                fields.count(usage, "output_tokens"),
                fields.count(usage.path("server_tool_use"), "web_search_requests"));
    }
}
