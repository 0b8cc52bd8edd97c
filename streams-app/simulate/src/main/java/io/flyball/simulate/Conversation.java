package io.flyball.simulate;

import io.flyball.core.model.UsageEventBuilder;

/**
 * The context of one session and what the provider's cache holds of it: it grows from call to call, is read from the
 * cache while that lives, written again once it has lapsed, and compacted when it has grown too large.
 */
final class Conversation {
    /** Below the 200,000 tokens past which some models cost more. */
    private static final long COMPACT_AT_TOKENS = 165_000;

    private static final long SUMMARY_TOKENS = 6_000;

    /** What sessions of one agent have in common, so that the first call finds it in the cache. */
    private static final long SYSTEM_PROMPT_TOKENS = 15_360;

    private final AgentProfile profile;
    private final CacheKind cache;
    private final Chance chance;
    private long contextTokens;
    private long cachedTokens;
    private long lastOutputTokens;
    private long lastCallMs;
    private boolean begun;

    Conversation(AgentProfile profile, Model model, Chance chance) {
        this.profile = profile;
        this.cache = profile.cacheOn(model);
        this.chance = chance;
        restart(0);
    }

    /** Fills in the tokens of the call that ends then. */
    void fill(UsageEventBuilder call, long timeMs, Step step) {
        if (step.status().equals("rate_limited")) {
            return;
        }
        grow(timeMs, step);
        boolean cold = step.coldCache() || cache == CacheKind.NONE;
        long read = cold ? 0 : Math.min(cachedTokens, contextTokens);
        long fresh = contextTokens - read;
        call.cacheReadTokens(read).outputTokens(step.outputTokens());
        switch (cache) {
            case ONE_HOUR -> call.inputTokens(chance.percent(92) ? 1 : 3).cacheWrite1hTokens(fresh);
            case FIVE_MINUTES -> call.inputTokens(8).cacheWrite5mTokens(fresh);
            case AUTOMATIC, NONE -> call.inputTokens(fresh);
        }
        cachedTokens = contextTokens;
        lastOutputTokens = step.outputTokens();
    }

    private void grow(long timeMs, Step step) {
        if (begun && timeMs - lastCallMs > cache.lifeMs()) {
            cachedTokens = 0;
        }
        if (step.contextTokens() >= 0) {
            contextTokens = step.contextTokens();
        } else if (begun) {
            contextTokens += step.answerTokens() < 0 ? step.growthTokens() : lastOutputTokens + step.answerTokens();
        }
        if (contextTokens > COMPACT_AT_TOKENS) {
            restart(SUMMARY_TOKENS);
        }
        begun = true;
        lastCallMs = timeMs;
    }

    private void restart(long summaryTokens) {
        contextTokens = profile.firstContextTokens().sampleLong(chance) + summaryTokens;
        cachedTokens = Math.min(SYSTEM_PROMPT_TOKENS, contextTokens / 2);
    }
}
