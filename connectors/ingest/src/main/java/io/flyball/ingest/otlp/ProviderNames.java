package io.flyball.ingest.otlp;

import java.util.Locale;
import java.util.Map;

/** Providers by the names of the semantic conventions; others stay as they are. */
final class ProviderNames {
    private static final Map<String, String> CONVENTIONAL = Map.ofEntries(
            Map.entry("az.ai.inference", "azure.ai.inference"),
            Map.entry("azure_ai", "azure.ai.inference"),
            Map.entry("az.ai.openai", "azure.ai.openai"),
            Map.entry("azure", "azure.ai.openai"),
            Map.entry("vertex_ai", "gcp.vertex_ai"),
            Map.entry("vertexai", "gcp.vertex_ai"),
            Map.entry("gemini", "gcp.gemini"),
            Map.entry("google", "gcp.gen_ai"),
            Map.entry("xai", "x_ai"),
            Map.entry("bedrock", "aws.bedrock"),
            Map.entry("aws", "aws.bedrock"),
            Map.entry("mistral", "mistral_ai"),
            Map.entry("mistralai", "mistral_ai"),
            Map.entry("watsonx", "ibm.watsonx.ai"),
            Map.entry("moonshot", "moonshot_ai"));

    private ProviderNames() {}

    static String of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("unknown") ? "" : CONVENTIONAL.getOrDefault(lower, lower);
    }
}
