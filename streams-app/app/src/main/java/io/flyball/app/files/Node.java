package io.flyball.app.files;

import java.util.List;

/** One value of a YAML or JSON file with the line it begins on. Scalars stay the text they were written as. */
sealed interface Node {
    /** Counted from 1. */
    int line();

    /** What a person would call it. */
    String described();

    /**
     * @param text as written, without quotes
     * @param textual false for JSON's numbers and truth values; YAML's plain scalars can be either
     */
    record Scalar(int line, String text, boolean textual) implements Node {
        @Override
        public String described() {
            return "\"" + text + "\"";
        }
    }

    /** An explicit or implied null. */
    record Nothing(int line) implements Node {
        @Override
        public String described() {
            return "empty";
        }
    }

    /** A sequence. */
    record Listing(int line, List<Node> items) implements Node {
        @Override
        public String described() {
            return "a list";
        }
    }

    /** A mapping in file order; a key can occur more than once. */
    record Mapping(int line, List<Entry> entries) implements Node {
        @Override
        public String described() {
            return "a mapping";
        }
    }

    /** A key and its value. */
    record Entry(int line, String key, Node value) {}
}
