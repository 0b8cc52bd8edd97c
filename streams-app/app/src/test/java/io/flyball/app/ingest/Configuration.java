package io.flyball.app.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.flyball.app.DocumentSnippets.Snippet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A snippet of configuration, read by a parser of its format. */
final class Configuration {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Configuration() {}

    static JsonNode of(Snippet snippet) throws JsonProcessingException {
        return switch (snippet.language()) {
            case "json" -> JSON.readTree(snippet.text());
            case "toml" -> new TomlMapper().readTree(snippet.text());
            case "yaml" -> JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(snippet.text()));
            default ->
                throw new AssertionError(
                        snippet.id() + " is " + snippet.language() + ": name the parser of that format here.");
        };
    }

    /** The texts of an object by their names. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** A list of HTTP headers as OpenTelemetry's environment writes it. */
    static String headers(JsonNode object) {
        List<String> headers = new ArrayList<>();
        texts(object).forEach((name, value) -> headers.add(name.toLowerCase(Locale.ROOT) + "=" + value));
        return String.join(",", headers);
    }
}
