package io.flyball.bench.load;

import io.flyball.core.model.UsageEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Calls as LiteLLM's proxy reports them: some 5 KB each, most of which says nothing of usage. */
final class LiteLlmPayloads {
    private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");
    private static final String TEMPLATE = template();

    /** Names of the places, and what stands before each and after the last. */
    private static final List<String> PLACES = PLACE.matcher(TEMPLATE)
            .results()
            .map((MatchResult place) -> place.group(1))
            .toList();

    private static final List<String> BETWEEN = List.of(PLACE.split(TEMPLATE, -1));

    private LiteLlmPayloads() {}

    static byte[] of(List<UsageEvent> events) {
        StringBuilder array = new StringBuilder(events.size() * (TEMPLATE.length() + 64)).append('[');
        for (UsageEvent event : events) {
            array.append(array.length() == 1 ? "" : ", ").append(BETWEEN.get(0));
            for (int i = 0; i < PLACES.size(); i++) {
                array.append(value(PLACES.get(i), event)).append(BETWEEN.get(i + 1));
            }
        }
        return array.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Object value(String place, UsageEvent event) {
        return switch (place) {
            case "id" -> event.eventId();
            case "user" -> event.user();
            case "team" -> event.team();
            case "model" -> event.model();
            case "end_seconds" ->
                event.timeMs() / 1000 + "."
                        + String.valueOf(event.timeMs() % 1000 + 1000).substring(1);
            case "cached" -> event.cacheReadTokens();
            case "written" -> event.cacheWrite5mTokens();
            case "prompt" -> event.inputTokens() + event.cacheReadTokens() + event.cacheWrite5mTokens();
            case "completion" -> event.outputTokens();
            default -> throw new IllegalStateException("Expected a known place in the template, but got " + place);
        };
    }

    private static String template() {
        try (InputStream in = LiteLlmPayloads.class.getResourceAsStream("litellm-payload.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
