package io.flyball.connect.report;

import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.avro.BillingLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * OpenAI's reports of usage and its costs. What it calls input contains what came from the cache and what was written to
 * it; its counts by modality are of what is not cached. Here they are taken apart, so that no class contains another.
 */
public final class OpenAiReports {
    /** Name of the report of chat completions and responses. */
    public static final String COMPLETIONS = "completions";
    /** Name of the report of embeddings. */
    public static final String EMBEDDINGS = "embeddings";
    /** Name of the report of costs. */
    public static final String COSTS = "costs";

    private static final ProviderApi API = new OpenAiApi();
    private static final int DECIMALS_OF_DOLLARS = 0;
    private static final long ABSENT = -1;

    private OpenAiReports() {}

    /** All three, by which {@code names} picks. */
    public static List<BillingReport> of(List<String> names, boolean byApiKey) {
        return List.of(completions(byApiKey), embeddings(byApiKey), costs(byApiKey)).stream()
                .filter(report -> names.contains(report.name()))
                .toList();
    }

    static BillingReport completions(boolean byApiKey) {
        return new BillingReport(
                API,
                COMPLETIONS,
                "/v1/organization/usage/completions",
                groupBy(byApiKey, "model", "project_id", "batch", "service_tier"),
                true,
                OpenAiReports::readCompletions);
    }

    static BillingReport embeddings(boolean byApiKey) {
        return new BillingReport(
                API,
                EMBEDDINGS,
                "/v1/organization/usage/embeddings",
                groupBy(byApiKey, "model", "project_id"),
                true,
                OpenAiReports::readEmbeddings);
    }

    static BillingReport costs(boolean byApiKey) {
        return new BillingReport(
                API,
                COSTS,
                "/v1/organization/costs",
                groupBy(byApiKey, "project_id", "line_item"),
                false,
                OpenAiReports::readCosts);
    }

    private static void readCompletions(ResultFields from, BillingLine.Builder to) {
        readGroups(from, to);
        long input = from.requiredCount("input_tokens");
        long cached = from.count("input_cached_tokens");
        long written = from.count("input_cache_write_tokens");
        long uncached = from.count("input_uncached_tokens", ABSENT);
        if (uncached == ABSENT) {
            uncached = input - cached - written;
        }
        long output = from.requiredCount("output_tokens");
        long audioIn = from.count("input_audio_tokens");
        long audioOut = from.count("output_audio_tokens");
        if (uncached < 0 || uncached + cached + written != input) {
            from.note("its uncached, cached and written input tokens do not add up to " + input);
        }
        if (audioIn > uncached || audioOut > output) {
            from.note("it has more audio tokens than tokens");
        }
        to.setServiceTier(from.truth("batch") ? "batch" : from.text("service_tier"))
                .setInputTokens(uncached - audioIn)
                .setCacheReadTokens(cached)
                .setCacheWrite5mTokens(written)
                .setOutputTokens(output - audioOut)
                .setAudioInputTokens(audioIn)
                .setAudioOutputTokens(audioOut);
    }

    private static void readEmbeddings(ResultFields from, BillingLine.Builder to) {
        readGroups(from, to);
        to.setInputTokens(from.requiredCount("input_tokens"));
    }

    private static void readCosts(ResultFields from, BillingLine.Builder to) {
        readGroups(from, to);
        BigDecimal usd = from.amountUsd("amount.value", DECIMALS_OF_DOLLARS);
        String currency = from.text("amount.currency").toUpperCase(Locale.ROOT);
        if (!currency.equals("USD")) {
            from.note("its currency is \"" + currency + "\", where only USD can be compared");
        }
        String lineItem = from.text("line_item");
        OpenAiLineItem read = OpenAiLineItem.of(lineItem);
        to.setModel(read.model())
                .setLineItem(lineItem)
                .setMeter(read.meter())
                .setCostUsd(usd.toPlainString())
                .setCostNanoUsd(NanoUsd.ofUsd(usd))
                .setCurrency(currency);
    }

    private static void readGroups(ResultFields from, BillingLine.Builder to) {
        to.setModel(from.text("model"))
                .setProject(from.text("project_id"))
                .setApiKey(from.text("api_key_id"))
                .setRequests(from.count("num_model_requests", ABSENT));
    }

    private static List<String> groupBy(boolean byApiKey, String... groups) {
        List<String> all = new ArrayList<>(List.of(groups));
        if (byApiKey) {
            all.add("api_key_id");
        }
        return all;
    }
}
