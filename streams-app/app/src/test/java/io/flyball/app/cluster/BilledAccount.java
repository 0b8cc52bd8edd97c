package io.flyball.app.cluster;

import io.flyball.connect.fake.FakeLines;
import io.flyball.connect.fake.FakeProvider;
import io.flyball.core.model.UsageEvent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** An account at both providers, as they bill it and as its calls are reported. Tokens are given in thousands. */
final class BilledAccount {
    static final String OPUS = "claude-opus-4-6";
    static final String OPUS_BILLED = OPUS + "-20260101";
    static final String UNPRICED = "claude-next-5";
    static final String GPT = "gpt-5.2";

    /** The price book of the test. */
    static final String PRICES = """
            prices:
              - {model: claude-opus-4-6, usd_per_mtok: {input: "5", cache_read: "0.5", output: "25"}}
              - {model: gpt-5.2, usd_per_mtok: {input: "2", cache_read: "0.2", output: "8"}}
            """;

    static final long THOUSAND = 1_000;

    private static final long OPUS_INPUT = 5_000;
    private static final long OPUS_CACHE_READ = 500;
    private static final long OPUS_OUTPUT = 25_000;
    private static final int DECIMALS_OF_CENTS_IN_NANO_USD = 7;

    private final FakeProvider anthropic;
    private final FakeProvider openAi;
    private int calls;

    BilledAccount(FakeProvider anthropic, FakeProvider openAi) {
        this.anthropic = anthropic;
        this.openAi = openAi;
    }

    /** Bills a day of a model meter by meter, at so many percent of the list. */
    void bill(LocalDate day, String model, long input, long cacheRead, long output, long percent) {
        anthropic.put(
                "messages",
                day,
                FakeLines.anthropicUsage(
                        model, "wrkspc_1", input * THOUSAND, cacheRead * THOUSAND, 0, 0, output * THOUSAND));
        List<String> costs = new ArrayList<>();
        costs.add(cost(model, "uncached_input_tokens", input * OPUS_INPUT * percent));
        if (cacheRead > 0) {
            costs.add(cost(model, "cache_read_input_tokens", cacheRead * OPUS_CACHE_READ * percent));
        }
        costs.add(cost(model, "output_tokens", output * OPUS_OUTPUT * percent));
        anthropic.put("cost_report", day, costs.toArray(String[]::new));
    }

    private static String cost(String model, String tokenType, long percentNanoUsd) {
        BigDecimal cents = BigDecimal.valueOf(percentNanoUsd * THOUSAND, DECIMALS_OF_CENTS_IN_NANO_USD + 2);
        return FakeLines.anthropicCost(model, "wrkspc_1", tokenType, cents.toPlainString());
    }

    /** Bills a day at the other provider: usage by its model, costs by line items or, for a day alone, by none. */
    void billOpenAi(LocalDate day, long input, long cached, long output, String... costs) {
        openAi.put(
                "completions",
                day,
                FakeLines.openAiUsage(
                        GPT + "-2026-01-15", "proj_1", input * THOUSAND, cached * THOUSAND, output * THOUSAND, 1));
        openAi.put("costs", day, costs);
    }

    /** A call at noon of a day. */
    UsageEvent call(LocalDate day, String model, long input, long cacheRead, long output) {
        return UsageEvent.builder()
                .eventId("call-" + calls++)
                .timeMs(day.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli() + calls)
                .model(model)
                .user("ann")
                .provider(model.startsWith("gpt") ? "openai" : "anthropic")
                .source("gateway")
                .inputTokens(input * THOUSAND)
                .cacheReadTokens(cacheRead * THOUSAND)
                .outputTokens(output * THOUSAND)
                .build();
    }
}
