package io.flyball.ingest.record;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Providers under the one name that the GenAI semantic conventions give them ({@code gen_ai.provider.name}), whatever a
 * source calls them. A name that is on no list stays as it is.
 */
public final class ProviderNames {
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("az.ai.inference", "azure.ai.inference"),
            Map.entry("azure_ai", "azure.ai.inference"),
            Map.entry("az.ai.openai", "azure.ai.openai"),
            Map.entry("azure", "azure.ai.openai"),
            Map.entry("azure_text", "azure.ai.openai"),
            Map.entry("vertex_ai", "gcp.vertex_ai"),
            Map.entry("vertex_ai_beta", "gcp.vertex_ai"),
            Map.entry("vertexai", "gcp.vertex_ai"),
            Map.entry("gemini", "gcp.gemini"),
            Map.entry("google", "gcp.gen_ai"),
            Map.entry("bedrock", "aws.bedrock"),
            Map.entry("bedrock_converse", "aws.bedrock"),
            Map.entry("aws", "aws.bedrock"),
            Map.entry("xai", "x_ai"),
            Map.entry("mistral", "mistral_ai"),
            Map.entry("mistralai", "mistral_ai"),
            Map.entry("moonshot", "moonshot_ai"),
            Map.entry("watsonx", "ibm.watsonx.ai"),
            Map.entry("cohere_chat", "cohere"),
            Map.entry("text-completion-openai", "openai"),
            Map.entry("anthropic_text", "anthropic"));

    private static final Set<String> COMMON = Set.of(
            "openai",
            "anthropic",
            "cohere",
            "deepseek",
            "groq",
            "perplexity",
            "openrouter",
            "together_ai",
            "fireworks_ai",
            "ollama",
            "hosted_vllm",
            "huggingface",
            "replicate",
            "databricks",
            "sagemaker",
            "cerebras",
            "nvidia_nim",
            "github_copilot");

    private ProviderNames() {}

    /** The conventions' name, in lower case; empty where the source says that it does not know. */
    public static String conventional(String provider) {
        String lower = provider.toLowerCase(Locale.ROOT);
        return lower.equals("unknown") ? "" : OTHERS.getOrDefault(lower, lower);
    }

    /** Whether a model's prefix before a slash names a provider, and is not part of the model's name. */
    public static boolean isProvider(String prefix) {
        return OTHERS.containsKey(prefix) || COMMON.contains(prefix) || OTHERS.containsValue(prefix);
    }
}
