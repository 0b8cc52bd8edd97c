package io.flyball.ingest.litellm;

import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.JsonLeaves;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that is ever read of a payload or a row. Messages, responses, the proxied request and what the client put into its
 * metadata are not on the list, but for names that say who it was.
 */
final class LiteLlmPaths {
    static final String METADATA = "metadata.";
    static final String CUSTOM_HEADERS = METADATA + "requester_custom_headers.";
    static final String TAGS = "request_tags";

    /** Where the details of the counts stand, by the age of the payload. */
    static final List<String> USAGES =
            List.of(METADATA + "usage_object.", METADATA + "additional_usage_values.", "usage.");

    private static final List<String> OWN = List.of(
            "id",
            "request_id",
            "trace_id",
            "session_id",
            "call_type",
            "cache_hit",
            "status",
            "custom_llm_provider",
            "startTime",
            "endTime",
            "completionStartTime",
            "request_duration_ms",
            "model",
            "model_group",
            "response_cost",
            "spend",
            "cost",
            "prompt_tokens",
            "completion_tokens",
            "usage",
            "api_key",
            "user",
            "team_id",
            "organization_id",
            "end_user",
            "user_agent",
            "agent_id",
            "error_information.error_code",
            "error_information.error_class",
            "model_parameters.service_tier",
            "model_map_information.model_map_key");

    private static final List<String> OF_METADATA = List.of(
            "user_api_key",
            "user_api_key_hash",
            "user_api_key_alias",
            "user_api_key_user_id",
            "user_api_key_user_email",
            "user_api_key_team_id",
            "user_api_key_team_alias",
            "user_api_key_org_id",
            "user_api_key_end_user_id",
            "team_id",
            "team_alias",
            "user_agent",
            "status",
            "requester_metadata.user_id",
            "requester_metadata.session_id",
            "error_information.error_code",
            "error_information.error_class",
            "model_map_information.model_map_key",
            "attempted_retries");

    private static final List<String> OF_USAGE = List.of(
            "prompt_tokens",
            "completion_tokens",
            "cache_read_input_tokens",
            "cache_creation_input_tokens",
            "cache_creation.ephemeral_5m_input_tokens",
            "cache_creation.ephemeral_1h_input_tokens",
            "prompt_tokens_details.cached_tokens",
            "prompt_tokens_details.cached_tokens_details.audio_tokens",
            "prompt_tokens_details.cache_creation_tokens",
            "prompt_tokens_details.cache_write_tokens",
            "prompt_tokens_details.cache_creation_token_details.ephemeral_5m_input_tokens",
            "prompt_tokens_details.cache_creation_token_details.ephemeral_1h_input_tokens",
            "prompt_tokens_details.audio_tokens",
            "prompt_tokens_details.web_search_requests",
            "completion_tokens_details.reasoning_tokens",
            "completion_tokens_details.audio_tokens",
            "server_tool_use.web_search_requests",
            "service_tier",
            "speed",
            "inference_geo",
            "output_image_count");

    private LiteLlmPaths() {}

    /** Finds those, and what the rules name besides. */
    static JsonLeaves leaves(IdentityRules rules) {
        Set<String> paths = new HashSet<>(OWN);
        OF_METADATA.forEach(name -> paths.add(METADATA + name));
        USAGES.forEach(usage -> OF_USAGE.forEach(name -> paths.add(usage + name)));
        names(rules).forEach(name -> paths.add(name.startsWith("x-") ? CUSTOM_HEADERS + name : name));
        return new JsonLeaves(paths, Set.of(TAGS));
    }

    private static Stream<String> names(IdentityRules rules) {
        return Stream.of(
                        rules.user(),
                        rules.key(),
                        rules.team(),
                        rules.agent(),
                        rules.session(),
                        rules.task(),
                        rules.org(),
                        rules.costCenter())
                .flatMap(List::stream);
    }
}
