package io.flyball.ingest.cloudevents;

import io.flyball.core.model.UsageEventBuilder;
import io.flyball.ingest.record.InputTokens;
import io.flyball.ingest.record.LeafReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The token classes of an event's data, under whatever names the field uses. The name says what a total includes: counts
 * called prompt tokens include whatever was cached, input tokens include what is called cached, and what is called cache
 * read or cache creation stands beside them, as at Anthropic and in the native record.
 */
record MeterTokens(
        long input,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning,
        boolean inconsistent) {

    /** Where the fields of the data stand. */
    static final String DATA = "data.";

    private static final List<String> PROMPT = List.of("prompt_tokens", "promptTokens");
    private static final List<String> INPUT = List.of("input_tokens", "inputTokens");
    private static final List<String> OUTPUT =
            List.of("output_tokens", "outputTokens", "completion_tokens", "completionTokens");
    private static final List<String> INCLUDED_READ = List.of(
            "cached_tokens",
            "cached_input_tokens",
            "cachedInputTokens",
            "prompt_tokens_details.cached_tokens",
            "input_tokens_details.cached_tokens");
    private static final List<String> READ = List.of("cache_read_tokens", "cache_read_input_tokens");
    private static final List<String> WRITE = List.of(
            "cache_write_tokens",
            "cache_creation_tokens",
            "cache_creation_input_tokens",
            "prompt_tokens_details.cache_creation_tokens");
    private static final List<String> WRITE_5M =
            List.of("cache_write_5m_tokens", "cache_creation.ephemeral_5m_input_tokens");
    private static final List<String> WRITE_1H =
            List.of("cache_write_1h_tokens", "cache_creation.ephemeral_1h_input_tokens");
    private static final List<String> REASONING = List.of(
            "reasoning_tokens",
            "reasoningTokens",
            "completion_tokens_details.reasoning_tokens",
            "output_tokens_details.reasoning_tokens");

    /** A meter's reading: so many tokens of one kind. */
    private static final List<String> READING = List.of("tokens", "token_count");

    private static final List<String> KIND = List.of("type", "token_type", "tokenType");
    private static final List<String> TOTAL = List.of("total_tokens", "totalTokens");

    private enum Kind {
        INPUT,
        OUTPUT,
        CACHE_READ,
        CACHE_WRITE
    }

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("input", Kind.INPUT),
            Map.entry("prompt", Kind.INPUT),
            Map.entry("system", Kind.INPUT),
            Map.entry("output", Kind.OUTPUT),
            Map.entry("completion", Kind.OUTPUT),
            Map.entry("cached", Kind.CACHE_READ),
            Map.entry("cached_input", Kind.CACHE_READ),
            Map.entry("cache_read", Kind.CACHE_READ),
            Map.entry("cache_write", Kind.CACHE_WRITE),
            Map.entry("cache_creation", Kind.CACHE_WRITE));

    /** The paths of all names. */
    static List<String> paths() {
        return Stream.of(
                        PROMPT,
                        INPUT,
                        OUTPUT,
                        INCLUDED_READ,
                        READ,
                        WRITE,
                        WRITE_5M,
                        WRITE_1H,
                        REASONING,
                        READING,
                        KIND,
                        TOTAL)
                .flatMap(List::stream)
                .toList();
    }

    /** What kind of counts the data has. */
    static Shape shape(LeafReader fields) {
        if (any(fields, PROMPT, INPUT, OUTPUT, INCLUDED_READ, READ, WRITE, WRITE_5M, WRITE_1H)) {
            return Shape.CLASSES;
        }
        if (any(fields, READING)) {
            return KINDS.containsKey(kind(fields)) ? Shape.READING : Shape.READING_OF_UNKNOWN_KIND;
        }
        return any(fields, TOTAL) ? Shape.TOTAL_ALONE : Shape.NONE;
    }

    /** What kind of counts there are. */
    enum Shape {
        CLASSES,
        READING,
        READING_OF_UNKNOWN_KIND,
        TOTAL_ALONE,
        NONE
    }

    static MeterTokens of(LeafReader fields, Shape shape) {
        return shape == Shape.READING ? reading(fields) : classes(fields);
    }

    void setOn(UsageEventBuilder event) {
        event.inputTokens(input)
                .cacheReadTokens(cacheRead)
                .cacheWrite5mTokens(cacheWrite5m)
                .cacheWrite1hTokens(cacheWrite1h)
                .outputTokens(output)
                .reasoningTokens(reasoning);
    }

    boolean isEmpty() {
        return (input | cacheRead | cacheWrite5m | cacheWrite1h | output) == 0;
    }

    private static MeterTokens classes(LeafReader fields) {
        long includedRead = most(fields, INCLUDED_READ);
        long read = Math.max(includedRead, most(fields, READ));
        long write1h = most(fields, WRITE_1H);
        long write5m = most(fields, WRITE_5M);
        // what is not told by its life was written for 5 minutes, the default
        write5m += Math.max(0, Math.max(0, most(fields, WRITE) - write1h) - write5m);
        InputTokens input = any(fields, PROMPT)
                ? InputTokens.outOf(most(fields, PROMPT), read, write5m, write1h)
                : InputTokens.outOf(most(fields, INPUT), includedRead);
        return new MeterTokens(
                input.uncached(),
                read,
                write5m,
                write1h,
                most(fields, OUTPUT),
                most(fields, REASONING),
                input.inconsistent());
    }

    private static MeterTokens reading(LeafReader fields) {
        long tokens = most(fields, READING);
        Kind kind = KINDS.get(kind(fields));
        return new MeterTokens(
                kind == Kind.INPUT ? tokens : 0,
                kind == Kind.CACHE_READ ? tokens : 0,
                kind == Kind.CACHE_WRITE ? tokens : 0,
                0,
                kind == Kind.OUTPUT ? tokens : 0,
                0,
                false);
    }

    private static String kind(LeafReader fields) {
        return fields.text(inData(KIND)).toLowerCase(Locale.ROOT);
    }

    @SafeVarargs
    private static boolean any(LeafReader fields, List<String>... names) {
        return Stream.of(names).flatMap(List::stream).anyMatch(name -> fields.has(DATA + name));
    }

    private static long most(LeafReader fields, List<String> names) {
        return fields.greatest(inData(names));
    }

    private static String[] inData(List<String> names) {
        List<String> paths = new ArrayList<>();
        names.forEach(name -> paths.add(DATA + name));
        return paths.toArray(String[]::new);
    }
}
