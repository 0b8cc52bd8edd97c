package io.flyball.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.app.DocumentSnippets;
import io.flyball.app.DocumentSnippets.Snippet;
import io.flyball.app.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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

    @Test
    void theReadmeSaysTheSame() throws IOException {
        // given
        DocumentSnippets readme = DocumentSnippets.of("README.md");
        JsonNode callback = Configuration.of(page.get("litellm-generic-api")).at("/callback_settings/flyball");
        // when
        List<Snippet> shown = readme.all().stream()
                .filter(snippet -> snippet.section().equals("Point what you already run at it"))
                .toList();
        // then
        assertThat(shown).hasSize(2);
        assertThat(shown.get(0).text()).isEqualTo(page.get("claude-code-env").text());
        assertThat(Configuration.of(shown.get(1))
                        .at("/callback_settings/flyball")
                        .properties())
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field.getValue()).isEqualTo(callback.path(field.getKey())));
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
