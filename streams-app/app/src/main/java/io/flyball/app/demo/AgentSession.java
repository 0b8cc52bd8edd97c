package io.flyball.app.demo;

import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One session of an agent: its context grows from call to call, the prompt cache is read while it lives and written
 * again once it has lapsed, and a context that grows too large is compacted.
 */
final class AgentSession {
    /** Below the 200,000 tokens past which some models cost more: list price then holds for every call. */
    private static final long COMPACT_AT_TOKENS = 165_000;

    private static final long SYSTEM_PROMPT_TOKENS = 15_360;
    private static final List<String> TOOLS = List.of("Bash", "Edit", "Read", "Grep", "Write", "Glob");

    private final AgentProfile profile;
    private final String model;
    private final String provider;
    private final AgentProfile.CacheKind cache;
    private final String id;
    private final CallIds ids;
    private final Random random;
    private final long plannedCalls;
    private long contextTokens;
    private long cachedTokens;
    private long lastCallMs = -1;

    AgentSession(AgentProfile profile, String model, String id, CallIds ids, Random random) {
        this.profile = profile;
        this.model = model;
        this.provider = model.startsWith("gpt-") ? "openai" : "anthropic";
        // Only Anthropic bills what is written to a cache, so the model decides before the agent does.
        this.cache = provider.equals("openai") ? AgentProfile.CacheKind.AUTOMATIC : profile.cache();
        this.id = id;
        this.ids = ids;
        this.random = random;
        this.plannedCalls = profile.callsPerSession().sampleLong(random);
        this.contextTokens = profile.firstContextTokens().sampleLong(random);
        this.cachedTokens = Math.min(SYSTEM_PROMPT_TOKENS, contextTokens / 2);
    }

    /** How many calls the session has in all, at least 1. */
    long plannedCalls() {
        return plannedCalls;
    }

    /** The time from one call to the next. */
    long gapMs() {
        return 1 + (long) (1000 * profile.gapSeconds().sample(random));
    }

    /** The session's call that ends at that time, without who made it. */
    UsageEventBuilder callAt(long timeMs) {
        grow(timeMs);
        double fate = random.nextDouble();
        UsageEventBuilder call = UsageEvent.builder()
                .timeMs(timeMs)
                .model(model)
                .provider(provider)
                .source(profile.source())
                .agent(profile.agent())
                .session(id)
                .requestFingerprint(ids.hash(1, timeMs, random.nextLong()));
        if (fate < .004) {
            return call.status("rate_limited").latencyMs(120).attempt(1);
        }
        long outputTokens = profile.outputTokens().sampleLong(random);
        spendContext(call);
        call.outputTokens(outputTokens).latencyMs(800 + 14 * outputTokens);
        return fate < .014
                ? call.status("aborted").stopReason("aborted")
                : call.actions(actions(timeMs)).stopReason("tool_use");
    }

    private void grow(long timeMs) {
        if (lastCallMs >= 0) {
            contextTokens += profile.contextGrowthTokens().sampleLong(random);
            if (timeMs - lastCallMs > cache.lifeMs()) {
                cachedTokens = 0;
            }
        }
        if (contextTokens > COMPACT_AT_TOKENS) {
            contextTokens = profile.firstContextTokens().sampleLong(random) + 6_000;
            cachedTokens = Math.min(SYSTEM_PROMPT_TOKENS, contextTokens / 2);
        }
        lastCallMs = timeMs;
    }

    private void spendContext(UsageEventBuilder call) {
        long fresh = contextTokens - cachedTokens;
        call.cacheReadTokens(cachedTokens);
        switch (cache) {
            case ONE_HOUR -> call.inputTokens(3).cacheWrite1hTokens(fresh);
            case FIVE_MINUTES -> call.inputTokens(8).cacheWrite5mTokens(fresh);
            case AUTOMATIC -> call.inputTokens(fresh);
        }
        cachedTokens = contextTokens;
    }

    private List<ToolAction> actions(long timeMs) {
        int count = random.nextInt(10) == 0 ? 2 : 1;
        List<ToolAction> actions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String tool = TOOLS.get(random.nextInt(TOOLS.size()));
            String result = ids.hash(3, timeMs, i, random.nextLong());
            actions.add(new ToolAction(tool, ids.hash(2, timeMs, i, random.nextLong()), result, result, false));
        }
        return actions;
    }
}
