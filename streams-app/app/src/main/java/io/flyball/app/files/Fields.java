package io.flyball.app.files;

import io.flyball.app.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one mapping. Every getter notes what is wrong and gives null (or nothing) for it, so that reading goes on
 * to the next mistake; what was read is used only where {@link Problems} has none.
 */
final class Fields {
    /** Three digits of exponent at most: a few bytes must not ask for a number of a billion digits. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");

    private static final int LONGEST_NUMBER = 300;

    private final Problems problems;
    private final String where;
    private final int line;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final boolean readable;

    private Fields(Problems problems, String where, Node node) {
        this.problems = problems;
        this.where = where;
        this.line = node.line();
        this.readable = node instanceof Node.Mapping;
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                Node.Entry first = entries.putIfAbsent(entry.key(), entry);
                if (first != null) {
                    problems.add(
                            entry.line(),
                            where + entry.key() + " is given twice, first on line " + first.line()
                                    + ": remove one of the two.");
                }
            }
        }
    }

    /**
     * The fields of a node.
     *
     * @param where what to put before a key to name it, for example {@code findings.burn.}
     * @param known the keys there are; empty: any
     */
    static Fields of(Problems problems, String where, Node node, Collection<String> known) {
        Fields fields = new Fields(problems, where, node);
        if (!fields.readable) {
            String name = where.isEmpty() ? "the file" : where.replaceAll("[.,: ]+$", "");
            problems.add(
                    node.line(), name + " is " + node.described() + ", which is no mapping: write key: value pairs.");
        }
        for (Node.Entry entry : fields.entries.values()) {
            if (!known.isEmpty() && !known.contains(entry.key())) {
                problems.add(
                        entry.line(), "unknown key " + where + entry.key() + ": " + Nearest.mend(entry.key(), known));
            }
        }
        return fields;
    }

    int line() {
        return line;
    }

    /** The line of a key, or of the mapping where the key is absent. */
    int line(String key) {
        Node.Entry entry = entries.get(key);
        return entry == null ? line : entry.line();
    }

    Set<String> keys() {
        return entries.keySet();
    }

    /** Whether the key is written, if only with nothing behind it. */
    boolean writes(String key) {
        return entries.containsKey(key);
    }

    /** The value; null where the key is absent or has nothing behind it. */
    @Nullable
    Node node(String key) {
        Node.Entry entry = entries.get(key);
        return entry == null || entry.value() instanceof Node.Nothing ? null : entry.value();
    }

    /** Notes that a value is wrong. */
    void refuse(String key, String whyAndMend) {
        Node.Entry entry = entries.get(key);
        String value = entry == null ? "absent" : entry.value().described();
        problems.add(line(key), where + key + " is " + value + ", " + whyAndMend);
    }

    /** Whether the key is there with something behind it; notes where it is not. */
    boolean requires(String key, String example) {
        if (node(key) != null) {
            return true;
        }
        if (readable) {
            problems.add(line(key), where + key + " is missing: write for example " + key + ": " + example + ".");
        }
        return false;
    }

    /** The text; null where absent or wrong. */
    @Nullable
    String text(String key) {
        Node node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Scalar scalar
                && scalar.textual()
                && !scalar.text().isBlank()) {
            return scalar.text();
        }
        refuse(key, "which is no text: write one.");
        return null;
    }

    /** The decimal, 0 or more, by its digits; null where absent or wrong. */
    @Nullable
    BigDecimal decimal(String key) {
        Node node = node(key);
        if (node == null) {
            return null;
        }
        BigDecimal value = node instanceof Node.Scalar scalar ? parseDecimal(scalar.text()) : null;
        if (value == null) {
            refuse(key, "which is no decimal: write one such as \"0.5\".");
        } else if (value.signum() < 0) {
            refuse(key, "which is negative: write 0 or more.");
            return null;
        }
        return value;
    }

    /** True or false; null where absent or wrong. */
    @Nullable
    Boolean flag(String key) {
        Node node = node(key);
        String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
        if (node == null || text.equals("true") || text.equals("false")) {
            return node == null ? null : Boolean.valueOf(text);
        }
        refuse(key, "which is neither: write true or false.");
        return null;
    }

    /** The whole number inside the bounds; null where absent or wrong. */
    @Nullable
    Long whole(String key, long least, long most) {
        Node node = node(key);
        if (node == null) {
            return null;
        }
        BigDecimal value = node instanceof Node.Scalar scalar && scalar.text().matches("[+-]?\\d{1,19}")
                ? new BigDecimal(scalar.text())
                : null;
        if (value == null
                || value.compareTo(BigDecimal.valueOf(least)) < 0
                || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            String range = most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
            refuse(key, "which is no whole number of that range: write " + range + ".");
            return null;
        }
        return value.longValueExact();
    }

    /** The items of a list; of a single mapping, itself; none where absent or wrong. */
    List<Node> items(String key, boolean orSingleMapping) {
        Node node = node(key);
        if (node instanceof Node.Listing listing) {
            return listing.items();
        }
        if (node instanceof Node.Mapping && orSingleMapping) {
            return List.of(node);
        }
        if (node != null) {
            refuse(key, "which is no list: write its items in brackets or behind dashes.");
        }
        return List.of();
    }

    /** The texts of a list, without what is none. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key, false)) {
            if (item instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
                texts.add(scalar.text());
            } else {
                refuse(key, "which holds something that is no text: write texts.");
            }
        }
        return texts;
    }

    /** The exact value of a text that is a decimal, else null. */
    static @Nullable BigDecimal parseDecimal(String text) {
        return text.length() <= LONGEST_NUMBER && DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
