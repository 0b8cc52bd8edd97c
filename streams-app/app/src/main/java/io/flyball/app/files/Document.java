package io.flyball.app.files;

import io.flyball.app.Refusal;
import java.nio.file.Path;

/** A YAML or JSON file as a tree of {@link Node}s. */
final class Document {
    private Document() {}

    /**
     * Reads the file as JSON where its first character is an opening brace or bracket and its name does not say YAML,
     * else as YAML; throws {@link Refusal}.
     */
    static Node read(Path file) {
        String text = FileText.read(file);
        if (text.isBlank()) {
            throw new Refusal("File \"" + file + "\" is empty: write what it is for.");
        }
        return isJson(file, text) ? JsonTree.parse(file, text) : YamlTree.parse(file, text);
    }

    private static boolean isJson(Path file, String text) {
        String name = file.toString();
        name = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        char first = text.stripLeading().charAt(0);
        return (first == '{' || first == '[') && !name.endsWith(".yaml") && !name.endsWith(".yml");
    }
}
