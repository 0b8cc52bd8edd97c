package io.flyball.ingest.otlp;

import io.flyball.core.model.SaturatingSum;
import io.flyball.core.model.UsageEventBuilder;

/**
 * The token classes of a call, disjoint. Where a source does not say how long a cache write lives, it is taken to live 5
 * minutes, the cheaper of the two.
 *
 * @param input uncached, without audio
 * @param output including reasoning, without audio
 * @param reasoning informative: part of output
 * @param inconsistent whether the source's counts broke its own rule of inclusion
 */
record TokenSplit(
        long input,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning,
        long audioInput,
        long audioOutput,
        boolean inconsistent) {
    static final TokenSplit NONE = exclusive(0, 0, 0, 0, 0);

    /** Of counts whose input leaves the cache out, and whose output includes reasoning. */
    static TokenSplit exclusive(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
        return new TokenSplit(input, cacheRead, cacheWrite, 0, output, reasoning, 0, 0, false);
    }

    /**
     * Of counts whose input includes the cache and whose output includes reasoning. Where a part is greater than the
     * whole, the whole evidently leaves it out: then all of both is counted.
     */
    static TokenSplit inclusive(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
        boolean cacheOutside = SaturatingSum.of(cacheRead, cacheWrite) > input;
        boolean reasoningOutside = reasoning > output;
        return new TokenSplit(
                cacheOutside ? input : input - cacheRead - cacheWrite,
                cacheRead,
                cacheWrite,
                0,
                reasoningOutside ? SaturatingSum.of(output, reasoning) : output,
                reasoning,
                0,
                0,
                cacheOutside || reasoningOutside);
    }

    /** The same with so many more input tokens, which the input left out. */
    TokenSplit plusInput(long more) {
        return new TokenSplit(
                SaturatingSum.of(input, more),
                cacheRead,
                cacheWrite5m,
                cacheWrite1h,
                output,
                reasoning,
                audioInput,
                audioOutput,
                inconsistent);
    }

    /** The same with an output that left reasoning out. */
    TokenSplit withSeparateReasoning(long visible, long thoughts) {
        return new TokenSplit(
                input,
                cacheRead,
                cacheWrite5m,
                cacheWrite1h,
                SaturatingSum.of(visible, thoughts),
                thoughts,
                audioInput,
                audioOutput,
                inconsistent);
    }

    /** The same with so many of the cache writes living an hour. */
    TokenSplit withHourOf(long written1h) {
        long hour = Math.min(written1h, cacheWrite5m);
        return new TokenSplit(
                input,
                cacheRead,
                cacheWrite5m - hour,
                SaturatingSum.of(cacheWrite1h, hour),
                output,
                reasoning,
                audioInput,
                audioOutput,
                inconsistent);
    }

    /** The same with audio taken out of input and output, which included it. */
    TokenSplit withAudio(long inputAudio, long outputAudio) {
        long in = Math.min(inputAudio, input);
        long out = Math.min(outputAudio, output);
        return new TokenSplit(
                input - in,
                cacheRead,
                cacheWrite5m,
                cacheWrite1h,
                output - out,
                Math.min(reasoning, output - out),
                in,
                out,
                inconsistent);
    }

    /** The classes as a text that ids are hashed of; it must never change, or a call that is sent again is another. */
    String idText() {
        return input + ":" + cacheRead + ":" + cacheWrite5m + ":" + output + ":" + reasoning;
    }

    void setOn(UsageEventBuilder event) {
        event.inputTokens(input)
                .cacheReadTokens(cacheRead)
                .cacheWrite5mTokens(cacheWrite5m)
                .cacheWrite1hTokens(cacheWrite1h)
                .outputTokens(output)
                .reasoningTokens(reasoning)
                .audioInputTokens(audioInput)
                .audioOutputTokens(audioOutput);
    }
}
