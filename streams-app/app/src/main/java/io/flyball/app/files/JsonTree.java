package io.flyball.app.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.flyball.app.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JSON as nodes; numbers keep their digits, nothing goes through a double. */
final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    static Node parse(Path file, String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Node root = new JsonTree(parser).value();
            if (parser.nextToken() != null) {
                throw new Refusal(
                        file + " line " + parser.currentTokenLocation().getLineNr()
                                + ": something follows the end of the JSON value: remove it.");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new Refusal(file + " line " + line + ": not JSON (" + oneLine(e.getOriginalMessage())
                    + "): mend the syntax there.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String oneLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private Node value() throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(line);
            case START_ARRAY -> listing(line);
            case VALUE_NULL -> new Node.Nothing(line);
            default -> new Node.Scalar(line, parser.getText(), token == JsonToken.VALUE_STRING);
        };
    }

    private Node listing(int line) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new Node.Listing(line, List.copyOf(items));
    }

    private Node mapping(int line) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int keyLine = parser.currentTokenLocation().getLineNr();
            String key = parser.currentName();
            parser.nextToken();
            entries.add(new Node.Entry(keyLine, key, value()));
        }
        return new Node.Mapping(line, List.copyOf(entries));
    }
}
