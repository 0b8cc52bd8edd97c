package io.flyball.app.clients;

import io.flyball.app.clients.model.BilledCall;
import java.util.Map;

/**
 * What a token costs, twice: as the price book that the application gets, and as plain numbers to hold it against. LiteLLM
 * has a book of its own, whose prices in the version of the tests are these.
 */
public final class ListPrices {
    /** The application's book. */
    public static final String BOOK = """
            prices:
              - model: gpt-5.6
                provider: openai
                from: 2026-01-01T00:00:00Z
                usd_per_mtok: {input: "4", output: "20", cache_read: "0.4", cache_write_5m: "5"}
              - model: gpt-4.1
                provider: openai
                from: 2026-01-01T00:00:00Z
                usd_per_mtok: {input: "2", output: "8", cache_read: "0.5"}
              - model: claude-sonnet-4-5
                provider: anthropic
                from: 2026-01-01T00:00:00Z
                usd_per_mtok: {input: "3", output: "15", cache_read: "0.3", cache_write_5m: "3.75", cache_write_1h: "6"}
              - model: gemini-2.5-pro
                provider: gcp.gemini
                from: 2026-01-01T00:00:00Z
                usd_per_mtok: {input: "1.25", output: "10", cache_read: "0.125"}
            """;

    private static final Map<String, NanoUsdPerToken> OF_VENDORS = Map.of(
            "gpt-5.6",
            new NanoUsdPerToken(4_000, 400, 5_000, 0, 20_000),
            "gpt-4.1",
            new NanoUsdPerToken(2_000, 500, 0, 0, 8_000),
            "claude-sonnet-4-5",
            new NanoUsdPerToken(3_000, 300, 3_750, 6_000, 15_000),
            "gemini-2.5-pro",
            new NanoUsdPerToken(1_250, 125, 0, 0, 10_000));

    private ListPrices() {}

    /** What the vendor takes for a call, nano-USD. */
    public static long costNanoUsd(BilledCall call) {
        NanoUsdPerToken price = OF_VENDORS.get(call.model());
        if (price == null) {
            throw new IllegalArgumentException("no price of " + call.model());
        }
        return call.inputTokens() * price.input
                + call.cacheReadTokens() * price.cacheRead
                + call.cacheWrite5mTokens() * price.cacheWrite5m
                + call.cacheWrite1hTokens() * price.cacheWrite1h
                + call.outputTokens() * price.output;
    }

    private record NanoUsdPerToken(long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output) {}
}
