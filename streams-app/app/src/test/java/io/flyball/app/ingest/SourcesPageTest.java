package io.flyball.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.DocumentSnippets;
import io.flyball.app.DocumentSnippets.Snippet;
import io.flyball.app.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourcesPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[([^\\]]+)\\]\\(#([^)]+)\\) \\|");
    private static final Pattern REGION = Pattern.compile("(?s) *// snippet begins\\n(.*?) *// snippet ends");
    private static final String EXAMPLE = "streams-app/app/src/test/java/io/flyball/app/ingest/ProduceExample.java";

    private final DocumentSnippets page = DocumentSnippets.of("docs/ingest-sources.md");

    @Test
    void everyRowOfTheTableHasASnippet() {
        // given
        Map<String, String> rows = rows();
        // when
        Map<String, Long> snippets =
                page.all().stream().collect(Collectors.groupingBy(Snippet::section, Collectors.counting()));
        // then
        assertThat(rows).hasSizeGreaterThan(10);
        assertThat(snippets.keySet()).containsExactlyInAnyOrderElementsOf(rows.keySet());
        assertThat(rows).allSatisfy((source, anchor) -> assertThat(anchor).isEqualTo(anchorOf(source)));
    }

    @Test
    void everySnippetHasAnIdOfItsOwn() {
        assertThat(page.all()).extracting(Snippet::id).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void theJavaSnippetIsTheTextThatIsCompiled() throws IOException {
        // given
        String source = Files.readString(SharedData.projectRoot().resolve(EXAMPLE));
        // when
        String region =
                REGION.matcher(source).results().findFirst().orElseThrow().group(1);
        // then
        assertThat(page.get("produce-java").text()).isEqualTo(region.indent(-4));
    }

    /** The sources of the table with the places they point to. */
    private Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        for (MatchResult row : ROW.matcher(page.text()).results().toList()) {
            rows.put(row.group(1), row.group(2));
        }
        return rows;
    }

    /** As renderers of Markdown name the place of a heading. */
    private static String anchorOf(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
    }
}
