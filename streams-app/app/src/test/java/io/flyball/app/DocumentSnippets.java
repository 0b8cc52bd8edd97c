package io.flyball.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fenced code of a document of the project. An id stands in a comment above the fence, which nobody sees who reads the
 * rendered page: {@code <!-- snippet: native-curl -->}.
 */
public final class DocumentSnippets {
    private static final Pattern HEADING_OR_FENCE =
            Pattern.compile("(?m)^## (?<heading>.*)$|(?:^<!-- snippet: (?<id>[a-z0-9-]+) -->\\n)?"
                    + "^```(?<language>\\w*)\\n(?<text>(?s:.*?))^```$");

    private final String document;
    private final String text;
    private final List<Snippet> snippets = new ArrayList<>();

    /**
     * One fence.
     *
     * @param id empty where it has none
     * @param section the heading of the second level that it stands under; empty before the first
     * @param language as the fence says, for example {@code yaml}
     */
    public record Snippet(String id, String section, String language, String text) {}

    private DocumentSnippets(String document, String text) {
        this.document = document;
        this.text = text;
        Matcher matcher = HEADING_OR_FENCE.matcher(text);
        String section = "";
        while (matcher.find()) {
            if (matcher.group("heading") != null) {
                section = matcher.group("heading");
            } else {
                String id = matcher.group("id");
                snippets.add(
                        new Snippet(id == null ? "" : id, section, matcher.group("language"), matcher.group("text")));
            }
        }
    }

    /** Those of a document, by its path from the project's top. */
    public static DocumentSnippets of(String document) {
        try {
            return new DocumentSnippets(
                    document, Files.readString(SharedData.projectRoot().resolve(document)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole document. */
    public String text() {
        return text;
    }

    /** All fences, in order, also those without an id. */
    public List<Snippet> all() {
        return List.copyOf(snippets);
    }

    /** The one of that id. */
    public Snippet get(String id) {
        return snippets.stream()
                .filter(snippet -> snippet.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(document + " has no snippet " + id + ": write one."));
    }
}
