package io.flyball.simulate;

/**
 * How sessions of one kind of agent run, by measured quantiles (.05 .25 .5 .75 .9 .95 .99; the ends are ours).
 *
 * <p>Sources of the figures: 98 sessions of Claude Code transcripts with 2,870 calls; 67 sessions of Claude Code requests
 * through a proxy with 4,827 calls; 20 sessions of Codex rollouts with 2,365 calls: the sets {@code context-evaluator},
 * {@code kv} and {@code codex-agentv} of the test data. Output sizes of the transcripts are placeholders of the stream,
 * so those of the proxy stand in for them. Sessions of the proxy and of Codex ran for days; here they have about half as
 * many calls and begin with less context, so that each fits into one working day.
 *
 * @param agent its name in the events
 * @param cache how it uses the prompt cache, where the provider bills for it
 * @param callsPerSession calls from start to end
 * @param gapSeconds from one call to the next
 * @param firstContextTokens context of the first call
 * @param growthTokens what a call adds to the context
 * @param outputTokens output of one call
 */
record AgentProfile(
        String agent,
        CacheKind cache,
        Distribution callsPerSession,
        Distribution gapSeconds,
        Distribution firstContextTokens,
        Distribution growthTokens,
        Distribution outputTokens) {

    static final AgentProfile CLAUDE_CODE = new AgentProfile(
            "claude-code",
            CacheKind.ONE_HOUR,
            Distribution.of(2, 7, 14, 23, 37, 62, 86, 120, 150),
            Distribution.of(1.5, 3.4, 5.4, 8.9, 13.0, 19.7, 56.3, 875.8, 4_500),
            Distribution.of(29_000, 30_349, 31_750, 32_662, 33_448, 35_275, 35_927, 36_632, 40_000),
            Distribution.of(40, 98, 207, 395, 934, 3_069, 4_251, 18_968, 30_000),
            Distribution.of(20, 88, 129, 202, 412, 1_042, 2_091, 4_864, 8_000));

    static final AgentProfile IDE_ASSISTANT = new AgentProfile(
            "ide-assistant",
            CacheKind.FIVE_MINUTES,
            Distribution.of(1, 5, 9, 13, 24, 35, 60, 100, 120),
            Distribution.of(3, 6.7, 10.0, 15.9, 41.5, 134.8, 263.2, 2_072, 4_000),
            Distribution.of(9_000, 11_738, 15_000, 17_897, 19_500, 21_059, 30_000, 60_000, 89_509),
            Distribution.of(60, 154, 329, 734, 1_855, 3_940, 6_257, 16_699, 25_000),
            Distribution.of(20, 88, 129, 202, 412, 1_042, 2_091, 4_864, 8_000));

    static final AgentProfile CODEX = new AgentProfile(
            "codex",
            CacheKind.AUTOMATIC,
            Distribution.of(4, 12, 29, 55, 90, 112, 150, 180, 220),
            Distribution.of(1.5, 2.9, 8.1, 13.0, 27.7, 42.6, 91.5, 1_245, 4_000),
            Distribution.of(14_000, 15_889, 17_000, 17_978, 19_809, 24_011, 24_065, 24_098, 25_000),
            Distribution.of(60, 117, 301, 863, 2_423, 5_765, 9_765, 20_294, 30_000),
            Distribution.of(20, 59, 109, 249, 462, 787, 990, 1_949, 4_000));

    /** Short unattended runs; no measured source, the steps of Claude Code without a person who reads along. */
    static final AgentProfile CI_BOT = new AgentProfile(
            "ci-bot",
            CacheKind.FIVE_MINUTES,
            Distribution.of(3, 5, 8, 12, 16, 20, 24, 30, 36),
            Distribution.of(1, 1.5, 2.5, 4, 6, 9, 12, 20, 40),
            Distribution.of(6_000, 8_000, 9_000, 10_000, 11_000, 12_000, 13_000, 15_000, 20_000),
            Distribution.of(40, 98, 207, 395, 934, 2_000, 3_069, 4_251, 10_000),
            Distribution.of(20, 88, 129, 202, 412, 800, 1_042, 2_091, 4_000));

    /** Scripts that ask once and keep no context; no measured source. Only agent and cache matter. */
    static final AgentProfile SCRIPT = new AgentProfile(
            "script",
            CacheKind.NONE,
            CI_BOT.callsPerSession,
            CI_BOT.gapSeconds,
            CI_BOT.firstContextTokens,
            CI_BOT.growthTokens,
            CI_BOT.outputTokens);

    /** The cache of a session on that model: the provider decides before the agent does. */
    CacheKind cacheOn(Model model) {
        return cache == CacheKind.NONE || model.billsCacheWrites() ? cache : CacheKind.AUTOMATIC;
    }

    long gapMs(Chance chance) {
        return 1 + (long) (1000 * gapSeconds.sample(chance));
    }
}
