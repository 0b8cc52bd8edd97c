package io.flyball.app.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why something was found or slowed, in sections.
 *
 * @param title what is explained, in a line
 * @param figure what it is about in numbers; null where it is no finding
 */
record Explanation(
        String title, List<Section> sections, @Nullable Figure figure) {

    /**
     * Sentences under a heading, then numbers by their names.
     *
     * @param heading without a full stop
     */
    record Section(String heading, List<String> sentences, Map<String, String> numbers) {
        Section {
            sentences = List.copyOf(sentences);
            numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        }
    }

    /**
     * The amount a finding is about.
     *
     * @param window empty where it is about none
     * @param openNanoUsd the amount of the window at which it opened; 0 where it opened otherwise
     */
    record Figure(String scope, String window, long costNanoUsd, long openNanoUsd) {
        static Figure of(JsonNode finding) {
            return new Figure(
                    CaseFile.text(finding, "scope"),
                    CaseFile.text(finding, "window"),
                    finding.path("cost_nano_usd").asLong(),
                    finding.path("evidence").path("open_nano_usd").asLong());
        }
    }

    Explanation {
        sections = List.copyOf(sections);
    }

    /** Plain text for a terminal, a line for each sentence and number; ends with a line break. */
    String text() {
        List<String> lines = new ArrayList<>(List.of(title));
        for (Section section : sections) {
            lines.add("");
            lines.add(section.heading());
            section.sentences().forEach(sentence -> lines.add("  " + sentence));
            section.numbers()
                    .forEach((name, number) -> lines.add(String.format(Locale.ROOT, "  %-28s %s", name, number)));
        }
        return String.join("\n", lines) + "\n";
    }
}
