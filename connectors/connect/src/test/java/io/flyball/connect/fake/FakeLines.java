package io.flyball.connect.fake;

import java.util.Locale;

/** Results as the vendors write them. */
public final class FakeLines {
    private FakeLines() {}

    /** A line of Anthropic's report of usage. */
    public static String anthropicUsage(
            String model, String workspace, long input, long cacheRead, long write5m, long write1h, long output) {
        return String.format(Locale.ROOT, """
                {"account_id":"user_1","api_key_id":"apikey_1","cache_creation":{"ephemeral_1h_input_tokens":%d,\
                "ephemeral_5m_input_tokens":%d},"cache_read_input_tokens":%d,"context_window":"0-200k",\
                "inference_geo":"global","model":"%s","output_tokens":%d,"server_tool_use":{"web_search_requests":0},\
                "service_account_id":null,"service_tier":"standard","uncached_input_tokens":%d,"workspace_id":"%s"}""", write1h, write5m, cacheRead, model, output, input, workspace);
    }

    /** A line of Anthropic's report of costs; the amount is in cents. */
    public static String anthropicCost(String model, String workspace, String tokenType, String cents) {
        return String.format(Locale.ROOT, """
                {"amount":"%s","context_window":"0-200k","cost_type":"tokens","currency":"USD",\
                "description":"%s Usage - %s","inference_geo":"global","model":"%s","service_tier":"standard",\
                "token_type":"%s","workspace_id":"%s"}""", cents, model, tokenType, model, tokenType, workspace);
    }

    /** A line of OpenAI's report of completions; {@code input} contains {@code cached}. */
    public static String openAiUsage(
            String model, String project, long input, long cached, long output, long requests) {
        return String.format(Locale.ROOT, """
                {"object":"organization.usage.completions.result","input_tokens":%d,"input_cached_tokens":%d,\
                "input_uncached_tokens":%d,"output_tokens":%d,"num_model_requests":%d,"project_id":"%s",\
                "user_id":null,"api_key_id":"key_1","model":"%s","batch":false,"service_tier":"default"}""", input, cached, input - cached, output, requests, project, model);
    }

    /** A line of OpenAI's costs; the amount goes out with just these digits. */
    public static String openAiCost(String project, String lineItem, String usd) {
        return String.format(Locale.ROOT, """
                {"object":"organization.costs.result","amount":{"value":%s,"currency":"usd"},"line_item":"%s",\
                "project_id":"%s","api_key_id":null,"quantity":null,"quantity_unit":null}""", usd, lineItem, project);
    }
}
