package io.flyball.ingest.otlp;

import java.util.List;
import java.util.Set;

/** The names that the conventions for GenAI gave one thing over time, newest first; the first that has a value counts. */
final class GenAiNames {
    static final String OPERATION = "gen_ai.operation.name";
    static final String RESPONSE_ID = "gen_ai.response.id";
    static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
    static final String ERROR_TYPE = "error.type";
    static final List<String> ERROR = List.of(ERROR_TYPE, "error.code", "http.response.status_code");
    static final String INFERENCE_EVENT = "gen_ai.client.inference.operation.details";

    static final List<String> PROVIDER = List.of("gen_ai.provider.name", "gen_ai.system");
    static final List<String> REQUEST_MODEL = List.of("gen_ai.request.model", "llm.request.model");
    static final List<String> RESPONSE_MODEL = List.of("gen_ai.response.model", "llm.response.model");
    static final List<String> INPUT =
            List.of("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.usage.prompt_tokens");
    static final List<String> OUTPUT =
            List.of("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.usage.completion_tokens");
    static final List<String> CACHE_READ = List.of(
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_read_input_tokens",
            "gen_ai.usage.cached_input_tokens",
            "gen_ai.usage.cached_tokens");
    static final List<String> CACHE_WRITE = List.of(
            "gen_ai.usage.cache_write.input_tokens",
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_creation_input_tokens",
            "gen_ai.usage.cache_write_input_tokens");
    static final List<String> REASONING = List.of(
            "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens", "llm.usage.reasoning_tokens");
    static final String AUDIO_INPUT = "gen_ai.usage.audio.input_tokens";
    static final String AUDIO_CACHE_READ = "gen_ai.usage.audio.cache_read.input_tokens";
    static final String AUDIO_OUTPUT = "gen_ai.usage.audio.output_tokens";
    static final List<String> SERVICE_TIER = List.of(
            "openai.response.service_tier",
            "gen_ai.openai.response.service_tier",
            "gen_ai.response.service_tier",
            "openai.request.service_tier",
            "gen_ai.openai.request.service_tier",
            "gen_ai.request.service_tier");

    /** Operations whose usage is that of the inference calls inside them. */
    static final Set<String> SUMS = Set.of("invoke_agent", "create_agent", "invoke_workflow", "plan");

    /** Operations that are no inference. */
    static final Set<String> NO_INFERENCE = Set.of(
            "execute_tool",
            "retrieval",
            "create_memory",
            "search_memory",
            "update_memory",
            "delete_memory",
            "fetch_response");

    private GenAiNames() {}
}
