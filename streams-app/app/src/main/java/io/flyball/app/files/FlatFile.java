package io.flyball.app.files;

import io.flyball.app.Refusal;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * A file of settings as dotted names: Java properties as they are, YAML or JSON with its nesting written as dots and its
 * lists of plain values as commas.
 */
public final class FlatFile {
    private FlatFile() {}

    /**
     * The settings in file order (properties: by name); what is written with nothing behind it is left out.
     *
     * @throws Refusal where the file cannot be read or gives a name twice
     */
    public static Map<String, String> read(Path file) {
        return file.toString().endsWith(".properties") ? properties(file) : tree(file);
    }

    /**
     * The settings of a file in the format of Java properties, whatever its name.
     *
     * @throws Refusal where the file cannot be read
     */
    public static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(FileText.read(file)));
        } catch (IllegalArgumentException e) {
            throw new Refusal(file + " is not in the format of Java properties (" + e.getMessage()
                    + "): mend the backslash there.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            settings.put(name, properties.getProperty(name).strip());
        }
        return settings;
    }

    private static Map<String, String> tree(Path file) {
        Problems problems = new Problems(file);
        Map<String, String> settings = new LinkedHashMap<>();
        Node root = Document.read(file);
        if (root instanceof Node.Mapping) {
            flatten(problems, settings, "", root);
        } else if (!(root instanceof Node.Nothing)) {
            problems.add(root.line(), "the file is " + root.described() + ", which is no mapping: write name: value.");
        }
        problems.refuseIfAny();
        return settings;
    }

    private static void flatten(Problems problems, Map<String, String> settings, String name, Node node) {
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                flatten(problems, settings, name.isEmpty() ? entry.key() : name + "." + entry.key(), entry.value());
            }
            return;
        }
        String value = node instanceof Node.Scalar scalar ? scalar.text() : "";
        if (node instanceof Node.Listing listing) {
            List<String> items = new ArrayList<>();
            for (Node item : listing.items()) {
                if (item instanceof Node.Scalar scalar) {
                    items.add(scalar.text());
                } else {
                    problems.add(item.line(), name + " has " + item.described() + ": write plain values there.");
                }
            }
            value = String.join(",", items);
        }
        if (!(node instanceof Node.Nothing) && settings.put(name, value) != null) {
            problems.add(node.line(), name + " is given twice: remove one of the two.");
        }
    }
}
