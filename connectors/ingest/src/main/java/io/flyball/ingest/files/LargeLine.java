package io.flyball.ingest.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What kind of line it is, told from the beginning of one that is too large to be read: logs hold pictures and whole
 * files, which are no usage and no fault.
 */
public final class LargeLine {
    private static final JsonFactory FACTORY = new JsonFactory();

    private LargeLine() {}

    /** The text at that path of field names, or the empty text where the beginning does not reach it. */
    public static String text(byte[] prefix, String... path) {
        try (JsonParser parser = FACTORY.createParser(prefix)) {
            int depth = 0;
            JsonToken value = parser.nextToken();
            while (value == JsonToken.START_OBJECT && depth < path.length) {
                value = valueOf(path[depth++], parser);
            }
            return value == JsonToken.VALUE_STRING && depth == path.length ? parser.getText() : "";
        } catch (IOException cutOff) {
            return "";
        }
    }

    /** Goes to the value of that field of the object the parser stands in; END_OBJECT where there is none. */
    private static JsonToken valueOf(String name, JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String found = parser.currentName();
            JsonToken value = parser.nextToken();
            if (found.equals(name)) {
                return value;
            }
            parser.skipChildren();
        }
        return JsonToken.END_OBJECT;
    }
}
