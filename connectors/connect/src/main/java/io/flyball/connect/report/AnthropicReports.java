package io.flyball.connect.report;

import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.avro.BillingLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Anthropic's two reports. Its classes of tokens are disjoint as they come; its amounts are cents. */
public final class AnthropicReports {
    /** Name of the report of usage. */
    public static final String MESSAGES = "messages";
    /** Name of the report of costs. */
    public static final String COST_REPORT = "cost_report";

    private static final ProviderApi API = new AnthropicApi();
    private static final int DECIMALS_OF_CENTS = 2;
    private static final Map<String, String> METERS = Map.of(
            "uncached_input_tokens", "input",
            "cache_read_input_tokens", "cache_read",
            "cache_creation.ephemeral_5m_input_tokens", "cache_write_5m",
            "cache_creation.ephemeral_1h_input_tokens", "cache_write_1h",
            "output_tokens", "output");

    private AnthropicReports() {}

    /** Both, by which {@code names} picks. */
    public static List<BillingReport> of(List<String> names, boolean byApiKey) {
        return List.of(messages(byApiKey), costReport()).stream()
                .filter(report -> names.contains(report.name()))
                .toList();
    }

    static BillingReport messages(boolean byApiKey) {
        List<String> groupBy =
                new ArrayList<>(List.of("model", "service_tier", "context_window", "inference_geo", "workspace_id"));
        if (byApiKey) {
            groupBy.add("api_key_id");
        }
        return new BillingReport(
                API, MESSAGES, "/v1/organizations/usage_report/messages", groupBy, true, AnthropicReports::readUsage);
    }

    static BillingReport costReport() {
        return new BillingReport(
                API,
                COST_REPORT,
                "/v1/organizations/cost_report",
                List.of("workspace_id", "description"),
                false,
                AnthropicReports::readCost);
    }

    private static void readUsage(ResultFields from, BillingLine.Builder to) {
        readGroups(from, to);
        to.setApiKey(from.text("api_key_id"))
                .setInputTokens(from.requiredCount("uncached_input_tokens"))
                .setCacheReadTokens(from.count("cache_read_input_tokens"))
                .setCacheWrite5mTokens(from.count("cache_creation.ephemeral_5m_input_tokens"))
                .setCacheWrite1hTokens(from.count("cache_creation.ephemeral_1h_input_tokens"))
                .setOutputTokens(from.requiredCount("output_tokens"))
                .setWebSearchRequests(from.count("server_tool_use.web_search_requests"));
    }

    private static void readCost(ResultFields from, BillingLine.Builder to) {
        readGroups(from, to);
        BigDecimal usd = from.amountUsd("amount", DECIMALS_OF_CENTS);
        String currency = from.text("currency");
        if (!currency.equals("USD")) {
            from.note("its currency is \"" + currency + "\", where only USD can be compared");
        }
        String costType = from.text("cost_type");
        String meter = costType.equals("web_search") ? costType : METERS.getOrDefault(from.text("token_type"), "");
        to.setCostType(costType)
                .setLineItem(from.text("description"))
                .setMeter(meter)
                .setCostUsd(usd.toPlainString())
                .setCostNanoUsd(NanoUsd.ofUsd(usd))
                .setCurrency(currency);
    }

    private static void readGroups(ResultFields from, BillingLine.Builder to) {
        to.setModel(from.text("model"))
                .setServiceTier(from.text("service_tier"))
                .setContextWindow(from.text("context_window"))
                .setRegion(from.text("inference_geo"))
                .setProject(from.text("workspace_id"));
    }
}
