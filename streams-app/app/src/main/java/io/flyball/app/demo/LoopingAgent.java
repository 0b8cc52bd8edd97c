package io.flyball.app.demo;

import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import java.util.List;
import java.util.Random;

/**
 * An agent that runs the same failing command every 20 s or so and learns nothing from it: equal fingerprints, equal
 * results, a context that grows by the error message each time.
 */
final class LoopingAgent implements Caller {
    private static final long PACE_MS = 20_000;
    private static final long ERROR_MESSAGE_TOKENS = 310;

    private final CompanyShape.Member owner;
    private final int number;
    private final CallIds ids;
    private final Random random;
    private final ToolAction action;
    private final String session;
    private final long untilMs;
    private long nextTimeMs;
    private int repetition;

    /**
     * @param seed decides session and hashes, so that the live part goes on where the history ended
     * @param firstCallMs when the first repetition is
     * @param untilMs no call at or after this instant
     */
    LoopingAgent(
            CompanyShape.Member owner,
            int number,
            long seed,
            CallIds ids,
            Random random,
            long firstCallMs,
            long untilMs) {
        this.owner = owner;
        this.number = number;
        this.ids = ids;
        this.random = random;
        CallIds stable = new CallIds(seed, 0);
        this.action = new ToolAction("Bash", stable.hash(5), stable.hash(6), stable.hash(6), true);
        this.session = stable.hash(7);
        this.untilMs = untilMs;
        this.nextTimeMs = firstCallMs;
    }

    @Override
    public long nextTimeMs() {
        return nextTimeMs < untilMs ? nextTimeMs : NEVER;
    }

    @Override
    public UsageEvent next() {
        UsageEvent call = UsageEvent.builder()
                .eventId(ids.call(number, repetition))
                .timeMs(nextTimeMs)
                .model(DemoPrices.SONNET)
                .provider("anthropic")
                .source("claude-code")
                .user(owner.user())
                .team(owner.team().name())
                .agent("claude-code")
                .session(session)
                .inputTokens(3)
                // Stays below the 200,000 tokens past which Sonnet costs more, however long the demo runs.
                .cacheReadTokens(Math.min(48_000 + ERROR_MESSAGE_TOKENS * repetition, 165_000))
                .cacheWrite5mTokens(ERROR_MESSAGE_TOKENS)
                .outputTokens(90 + random.nextInt(40))
                .requestFingerprint(ids.hash(8, nextTimeMs))
                .actions(List.of(action))
                .latencyMs(3_000 + random.nextInt(1_500))
                .stopReason("tool_use")
                .build();
        repetition++;
        nextTimeMs += PACE_MS - 800 + random.nextInt(1_600);
        return call;
    }
}
