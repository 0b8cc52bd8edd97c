package io.flyball.app.clients.model;

/**
 * What the fake model bills for one call. Token classes are disjoint, but for {@code reasoningTokens}, which
 * {@code outputTokens} includes.
 *
 * @param id the response's own id, as the client received it
 * @param api the interface it was asked by
 * @param model the model it was asked for and answered as
 */
public record BilledCall(
        String id,
        Api api,
        String model,
        long inputTokens,
        long cacheReadTokens,
        long cacheWrite5mTokens,
        long cacheWrite1hTokens,
        long outputTokens,
        long reasoningTokens) {

    /** The interfaces it speaks, with the token classes that each has on its bill. */
    public enum Api {
        /** {@code /openai/v1/responses}. */
        OPENAI_RESPONSES("resp"),
        /** {@code /openai/v1/chat/completions}. */
        OPENAI_CHAT("chatcmpl"),
        /** {@code /anthropic/v1/messages}: tells five minutes from an hour, and says nothing of reasoning. */
        ANTHROPIC_MESSAGES("msg"),
        /** {@code /gemini/v1beta/models/M:generateContent} and {@code :streamGenerateContent}: bills no cache writes. */
        GEMINI_CONTENT("gemini");

        private final String idPrefix;

        Api(String idPrefix) {
            this.idPrefix = idPrefix;
        }
    }

    /**
     * The bill of the n-th call, n from 1: each class of each call has a number of its own, so that a mix-up shows.
     *
     * @param ledger stands in its id
     * @param hourAsked whether the request asked for a cache that lives an hour
     */
    static BilledCall numbered(String ledger, int n, Api api, String model, boolean hourAsked) {
        boolean writes = api == Api.ANTHROPIC_MESSAGES || (api != Api.GEMINI_CONTENT && writesAreBilled(model));
        return new BilledCall(
                api.idPrefix + "-" + ledger + "-" + n,
                api,
                model,
                1_000 + 11L * n,
                20_000 + 13L * n,
                writes ? 3_000 + 17L * n : 0,
                hourAsked ? 500 + 19L * n : 0,
                700 + 23L * n,
                api == Api.ANTHROPIC_MESSAGES ? 0 : 300 + 7L * n);
    }

    /** The whole context of the call. */
    public long contextTokens() {
        return inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens;
    }

    /** OpenAI has a price for cache writes from this generation on. */
    private static boolean writesAreBilled(String model) {
        return model.startsWith("gpt-5.6");
    }
}
