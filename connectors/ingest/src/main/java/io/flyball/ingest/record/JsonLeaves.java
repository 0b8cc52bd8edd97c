package io.flyball.ingest.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.flyball.core.admit.RejectionReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scalars of one JSON object that are on a list of paths, and passes over all else without making a text of it:
 * what is not on the list, a prompt above all, is never read. Where an object or a list is expected and a text stands that
 * holds one as JSON, as rows of a database give it, the text is read. Thread-safe.
 */
public final class JsonLeaves {
    /** A scalar as it is written; the digits of a number are left to the field that wants them. */
    public record Leaf(Kind kind, String text) {
        /** What it is in JSON. */
        public enum Kind {
            TEXT,
            NUMBER,
            TRUTH
        }
    }

    /** Either the leaves and lists that were found, or the reason why there are none. */
    public record Result(
            Map<String, Leaf> leaves,
            Map<String, List<String>> lists,
            @Nullable RejectionReason reason) {}

    /** Longer lists are cut off: they are labels, and no record has so many. */
    private static final int MAX_LIST = 64;

    /** A text in a text in a text is nobody's row of a database. */
    private static final int MAX_UNPACKED = 1;

    private static final JsonFactory FACTORY = BoundedJson.factoryOfUnreadNumbers();

    private final Set<String> paths;
    private final Set<String> lists;
    private final Set<String> containers = new HashSet<>();

    /**
     * @param paths of scalars, names joined by dots: {@code metadata.user_api_key_alias}
     * @param lists paths of arrays of scalars
     */
    public JsonLeaves(Collection<String> paths, Collection<String> lists) {
        this.paths = Set.copyOf(paths);
        this.lists = Set.copyOf(lists);
        for (String path : paths) {
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                containers.add(path.substring(0, dot));
            }
        }
    }

    /** Reads one object; never throws on any bytes. A null is an absent field, of a key given twice the last counts. */
    public Result read(byte[] json) {
        String text = Utf8.decode(json);
        if (text == null) {
            return refused(RejectionReason.NOT_JSON);
        }
        Walk walk = new Walk();
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return refused(RejectionReason.NOT_JSON);
            }
            if (first == JsonToken.START_OBJECT) {
                walk.object(parser, "", 0);
            } else {
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                return refused(RejectionReason.NOT_JSON);
            }
            return first == JsonToken.START_OBJECT
                    ? new Result(walk.found, walk.foundLists, null)
                    : refused(RejectionReason.NOT_OBJECT);
        } catch (IOException notJson) {
            return refused(RejectionReason.NOT_JSON);
        }
    }

    /** The same from named texts, each as if it were a field of an object: the columns of one row. */
    public Result ofTexts(Map<String, String> fields) {
        Walk walk = new Walk();
        fields.forEach((name, value) -> walk.text(name, value, 0));
        return new Result(walk.found, walk.foundLists, null);
    }

    private static Result refused(RejectionReason reason) {
        return new Result(Map.of(), Map.of(), reason);
    }

    /** What was found so far in one object. */
    private final class Walk {
        private final Map<String, Leaf> found = new HashMap<>();
        private final Map<String, List<String>> foundLists = new HashMap<>();

        void object(JsonParser parser, String parent, int unpacked) throws IOException {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                // A name with a dot would pass for a path.
                String path = name.indexOf('.') >= 0 ? null : parent + name;
                if (path == null || !isWanted(path)) {
                    parser.skipChildren();
                } else if (value == JsonToken.START_OBJECT && containers.contains(path)) {
                    object(parser, path + ".", unpacked);
                } else if (value == JsonToken.START_ARRAY && lists.contains(path)) {
                    foundLists.put(path, list(parser));
                } else if (value.isScalarValue()) {
                    scalar(parser, path, unpacked);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void scalar(JsonParser parser, String path, int unpacked) throws IOException {
            switch (parser.currentToken()) {
                case VALUE_STRING -> text(path, parser.getText(), unpacked);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    found.put(path, new Leaf(Leaf.Kind.NUMBER, parser.getText()));
                case VALUE_TRUE, VALUE_FALSE -> found.put(path, new Leaf(Leaf.Kind.TRUTH, parser.getText()));
                default -> found.remove(path);
            }
        }

        void text(String path, String text, int unpacked) {
            boolean packed = containers.contains(path) || lists.contains(path);
            if (packed && unpacked < MAX_UNPACKED) {
                unpack(path, text, unpacked);
            }
            if (paths.contains(path)) {
                found.put(path, new Leaf(Leaf.Kind.TEXT, text));
            }
        }

        /** What holds no JSON after all says nothing; the record is judged by what is found elsewhere. */
        private void unpack(String path, String text, int unpacked) {
            try (JsonParser parser = FACTORY.createParser(text)) {
                JsonToken first = parser.nextToken();
                if (first == JsonToken.START_OBJECT) {
                    object(parser, path + ".", unpacked + 1);
                } else if (first == JsonToken.START_ARRAY && lists.contains(path)) {
                    foundLists.put(path, list(parser));
                }
            } catch (IOException notJson) {
                // for example Python's way to write a dictionary
            }
        }

        private List<String> list(JsonParser parser) throws IOException {
            List<String> texts = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken().isScalarValue()
                        && parser.currentToken() != JsonToken.VALUE_NULL
                        && texts.size() < MAX_LIST) {
                    texts.add(parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            return List.copyOf(texts);
        }

        private boolean isWanted(String path) {
            return paths.contains(path) || containers.contains(path) || lists.contains(path);
        }
    }
}
