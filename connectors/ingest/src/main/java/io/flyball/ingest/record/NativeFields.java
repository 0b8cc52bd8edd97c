package io.flyball.ingest.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.ToolAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The top-level fields of one JSON object, as far as they are wanted: texts as {@link String}, numbers as
 * {@link JsonNumber} with their digits unread, truths as {@link Boolean}, actions and tags mapped, all else
 * {@link #OTHER}. A null is an absent field; of a key given twice the last counts.
 */
final class NativeFields {
    /** A value of a shape that no field has. */
    static final Object OTHER = new Object();

    /** A number as it is written; reading hostile digits is left to the field that wants them. */
    record JsonNumber(String text, boolean whole) {}

    /** Either fields, or the reason why there are none. */
    record Result(Map<String, Object> fields, @Nullable RejectionReason reason) {}

    /** Nobody writes longer whole numbers; without a limit a megabyte of digits is valid JSON. */
    private static final int MAX_WHOLE_DIGITS = 4300;

    private static final Result NOT_JSON = new Result(Map.of(), RejectionReason.NOT_JSON);
    private static final Result NOT_OBJECT = new Result(Map.of(), RejectionReason.NOT_OBJECT);

    private final JsonFactory factory;
    private final Set<String> wanted;

    NativeFields(Set<String> wanted) {
        this.wanted = wanted;
        this.factory = BoundedJson.factoryOfUnreadNumbers();
    }

    Result read(String json) {
        try (JsonParser parser = factory.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return NOT_JSON;
            }
            Map<String, Object> fields = new HashMap<>();
            if (first == JsonToken.START_OBJECT) {
                readFields(parser, fields);
            } else {
                skip(parser);
            }
            if (parser.nextToken() != null) {
                return NOT_JSON;
            }
            return first == JsonToken.START_OBJECT ? new Result(fields, null) : NOT_OBJECT;
        } catch (IOException notJson) {
            return NOT_JSON;
        }
    }

    private void readFields(JsonParser parser, Map<String, Object> into) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (!wanted.contains(name)) {
                skip(parser);
                continue;
            }
            Object value = valueOf(name, parser);
            if (value == null) {
                into.remove(name);
            } else {
                into.put(name, value);
            }
        }
    }

    private @Nullable Object valueOf(String name, JsonParser parser) throws IOException {
        if (name.equals("actions") && parser.currentToken() == JsonToken.START_ARRAY) {
            return actions(parser);
        }
        if (name.equals("tags") && parser.currentToken() == JsonToken.START_OBJECT) {
            return tags(parser);
        }
        return scalar(parser);
    }

    private static @Nullable Object scalar(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_STRING:
                return parser.getText();
            case VALUE_NUMBER_INT:
                requireReadable(parser);
                return new JsonNumber(parser.getText(), true);
            case VALUE_NUMBER_FLOAT:
                return new JsonNumber(parser.getText(), false);
            case VALUE_TRUE:
                return Boolean.TRUE;
            case VALUE_FALSE:
                return Boolean.FALSE;
            case VALUE_NULL:
                return null;
            default:
                skip(parser);
                return OTHER;
        }
    }

    /** The actions, or {@link #OTHER} where one of them is no object. */
    private static Object actions(JsonParser parser) throws IOException {
        List<ToolAction> actions = new ArrayList<>();
        boolean objectsOnly = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                actions.add(action(parser));
            } else {
                objectsOnly = false;
                skip(parser);
            }
        }
        return objectsOnly ? List.copyOf(actions) : OTHER;
    }

    private static ToolAction action(JsonParser parser) throws IOException {
        Map<String, Object> fields = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = scalar(parser);
            fields.put(name, value == null ? OTHER : value);
        }
        return new ToolAction(
                text(fields, "name"),
                text(fields, "fingerprint"),
                text(fields, "result"),
                text(fields, "result_masked"),
                Boolean.TRUE.equals(fields.get("error")));
    }

    private static @Nullable String text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    /** Tags are informative: what is no text, number or truth is left out. */
    private static Map<String, String> tags(JsonParser parser) throws IOException {
        Map<String, String> tags = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = scalar(parser);
            if (value instanceof JsonNumber number) {
                tags.put(name, number.text());
            } else if (value instanceof String || value instanceof Boolean) {
                tags.put(name, value.toString());
            }
        }
        return tags;
    }

    /** Past the value the parser stands at, whatever it is; its syntax is checked all the same. */
    private static void skip(JsonParser parser) throws IOException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_NUMBER_INT) {
                requireReadable(parser);
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    private static void requireReadable(JsonParser parser) throws IOException {
        if (parser.getTextLength() > MAX_WHOLE_DIGITS + 1
                || (parser.getTextLength() > MAX_WHOLE_DIGITS
                        && parser.getTextCharacters()[parser.getTextOffset()] != '-')) {
            throw new IOException("whole number of more than " + MAX_WHOLE_DIGITS + " digits");
        }
    }
}
