package io.flyball.ingest.litellm;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.IdentityRules;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class LiteLlmProperties {
    private static final String SECRET = "the merger with Contoso";
    private static final List<String> CONTENT = List.of(
            "messages",
            "response",
            "error_str",
            "error_information/error_message",
            "error_information/traceback",
            "model_parameters/tools",
            "hidden_params/additional_headers/x",
            "proxy_server_request",
            "guardrail_information",
            "standard_built_in_tools_params/web_search_options",
            "classifier_input",
            "metadata/requester_metadata/note",
            "metadata/requester_metadata/headers/x-note",
            "metadata/spend_logs_metadata/note",
            "metadata/prompt_management_metadata/prompt_variables",
            "metadata/mcp_tool_call_metadata/arguments",
            "metadata/vector_store_request_metadata",
            "metadata/requester_custom_headers/x-note",
            "metadata/usage_object/note");

    @Property(tries = 500)
    void whatWasSentAndAnsweredIsWhatIsCounted(
            @ForAll @LongRange(min = 0, max = 1L << 40) long uncached,
            @ForAll @LongRange(min = 0, max = 1L << 40) long read,
            @ForAll @LongRange(min = 0, max = 1L << 40) long write5m,
            @ForAll @LongRange(min = 0, max = 1L << 40) long write1h,
            @ForAll @LongRange(min = 0, max = 1L << 40) long audio,
            @ForAll @LongRange(min = 0, max = 1L << 40) long output) {
        // given
        long prompt = uncached + read + write5m + write1h + audio;
        String usage = """
                {"prompt_tokens": %d, "prompt_tokens_details": {"cached_tokens": %d, "cache_creation_tokens": %d,
                 "audio_tokens": %d, "cache_creation_token_details":
                 {"ephemeral_5m_input_tokens": %d, "ephemeral_1h_input_tokens": %d}}}
                """.formatted(prompt, read, write5m + write1h, audio, write5m, write1h);

        // when
        UsageEvent call = Payload.small()
                .with("prompt_tokens", Long.toString(prompt))
                .with("completion_tokens", Long.toString(output))
                .with("metadata/usage_object", usage)
                .call();

        // then
        assertThat(call)
                .returns(uncached, UsageEvent::inputTokens)
                .returns(read, UsageEvent::cacheReadTokens)
                .returns(write5m, UsageEvent::cacheWrite5mTokens)
                .returns(write1h, UsageEvent::cacheWrite1hTokens)
                .returns(audio, UsageEvent::audioInputTokens)
                .returns(output, UsageEvent::outputTokens)
                .returns(prompt, UsageEvent::contextTokens);
    }

    @Property(tries = 200)
    void contentIsNeverRead(@ForAll boolean nested, @ForAll boolean inList) {
        for (String place : CONTENT) {
            // given
            String text = "\"" + SECRET + "\"";
            String listed = inList ? "[" + text + "]" : text;
            String content = nested ? "{\"content\": " + listed + "}" : listed;

            // when
            UsageEvent call = Payload.small().with(place, content).call();

            // then
            assertThat(call.toString()).as(place).doesNotContain(SECRET);
        }
    }

    @Property(tries = 2000)
    void answersAnyBytes(@ForAll byte[] bytes) {
        assertThat(new LiteLlmMapping(IdentityRules.DEFAULT).map(bytes, Payload.NO_HEADERS, Payload.NOW_MS))
                .doesNotContainNull();
    }
}
