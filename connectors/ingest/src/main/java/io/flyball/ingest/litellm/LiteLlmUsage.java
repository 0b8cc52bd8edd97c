package io.flyball.ingest.litellm;

import static io.flyball.ingest.litellm.LiteLlmPaths.USAGES;

import io.flyball.core.model.SaturatingSum;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.ingest.record.InputTokens;
import io.flyball.ingest.record.LeafReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token classes of one call, disjoint. LiteLLM counts cache reads, cache writes and audio into its prompt tokens,
 * and reasoning and audio into its completion tokens, whatever the provider does.
 *
 * @param input neither cached nor audio
 * @param output without audio, with reasoning
 * @param inconsistent whether the parts of the prompt exceed it; it is then taken for what is not cached
 */
record LiteLlmUsage(
        long input,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning,
        long audioInput,
        long audioOutput,
        long webSearchRequests,
        long images,
        boolean inconsistent) {

    private static final String PROMPT = "prompt_tokens_details.";
    private static final String COMPLETION = "completion_tokens_details.";

    /** In the oldest webhook the counts stand in a Python object's text, {@code Usage(prompt_tokens=10, ...)}. */
    private static final Pattern PYTHON_COUNT =
            Pattern.compile("\\b(prompt_tokens|completion_tokens|cached_tokens|cache_creation_tokens)=(\\d{1,18})\\b");

    static LiteLlmUsage of(LeafReader fields) {
        long read = most(fields, PROMPT + "cached_tokens", "cache_read_input_tokens");
        long write5m = most(
                fields,
                PROMPT + "cache_creation_token_details.ephemeral_5m_input_tokens",
                "cache_creation.ephemeral_5m_input_tokens");
        long write1h = most(
                fields,
                PROMPT + "cache_creation_token_details.ephemeral_1h_input_tokens",
                "cache_creation.ephemeral_1h_input_tokens");
        long write = most(
                fields, PROMPT + "cache_creation_tokens", PROMPT + "cache_write_tokens", "cache_creation_input_tokens");
        String python = fields.text("usage");
        read = Math.max(read, pythonCount(python, "cached_tokens"));
        write = Math.max(write, pythonCount(python, "cache_creation_tokens"));
        // What is not told by its life was written for 5 minutes, the default.
        write5m += Math.max(0, Math.max(0, write - write1h) - write5m);
        long cachedAudio = most(fields, PROMPT + "cached_tokens_details.audio_tokens");
        long audioInput = Math.max(0, most(fields, PROMPT + "audio_tokens") - cachedAudio);
        InputTokens input =
                InputTokens.outOf(total(fields, python, "prompt_tokens"), read, write5m, write1h, audioInput);
        long audioOutput = most(fields, COMPLETION + "audio_tokens");
        InputTokens output = InputTokens.outOf(total(fields, python, "completion_tokens"), audioOutput);
        return new LiteLlmUsage(
                input.uncached(),
                read,
                write5m,
                write1h,
                output.uncached(),
                most(fields, COMPLETION + "reasoning_tokens"),
                audioInput,
                audioOutput,
                most(fields, "server_tool_use.web_search_requests", PROMPT + "web_search_requests"),
                most(fields, "output_image_count"),
                input.inconsistent() || output.inconsistent());
    }

    boolean isEmpty() {
        return (input | cacheRead | cacheWrite5m | cacheWrite1h | output | audioInput | audioOutput) == 0
                && webSearchRequests == 0
                && images == 0;
    }

    void setOn(UsageEventBuilder event) {
        event.inputTokens(input)
                .cacheReadTokens(cacheRead)
                .cacheWrite5mTokens(cacheWrite5m)
                .cacheWrite1hTokens(cacheWrite1h)
                .outputTokens(output)
                .reasoningTokens(reasoning)
                .audioInputTokens(audioInput)
                .audioOutputTokens(audioOutput)
                .webSearchRequests(webSearchRequests)
                .images(images);
        if (audioInput > 0) { // by default audio is no context
            event.reportedContextTokens(SaturatingSum.of(input, cacheRead, cacheWrite5m, cacheWrite1h, audioInput));
        }
    }

    /** The total of the record, or of the details where the record has none. */
    private static long total(LeafReader fields, String python, String name) {
        return fields.has(name) ? fields.count(name) : Math.max(most(fields, name), pythonCount(python, name));
    }

    private static long most(LeafReader fields, String... names) {
        long most = 0;
        for (String usage : USAGES) {
            for (String name : names) {
                most = Math.max(most, fields.count(usage + name));
            }
        }
        return most;
    }

    private static long pythonCount(String text, String name) {
        if (!text.startsWith("Usage(")) {
            return 0;
        }
        Matcher count = PYTHON_COUNT.matcher(text);
        while (count.find()) {
            if (count.group(1).equals(name)) {
                return Long.parseLong(count.group(2));
            }
        }
        return 0;
    }
}
