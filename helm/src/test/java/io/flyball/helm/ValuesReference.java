package io.flyball.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The table of values in the chart's README: descriptions from the schema, defaults from the values themselves. */
final class ValuesReference {
    static final String RENEW = "mvn -q -B -ntp -Dquick -pl helm -am test -Dtest=ValuesReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dflyball.renew=true";

    private static final String BEGIN = "<!-- values: generated -->\n";
    private static final String END = "<!-- end of values -->\n";

    private ValuesReference() {}

    /** The README with its table as it should be. */
    static String renewed(String readme) {
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        return readme.substring(0, begin) + table() + readme.substring(readme.indexOf(END));
    }

    /** Every value a person can set, by its path: what the schema says of it. */
    static Map<String, Node> described() {
        Map<String, Node> described = new LinkedHashMap<>();
        walk(schema(), "", (path, schema) -> {
            if (!path.equals("global")) {
                described.put(path, schema);
            }
        });
        return described;
    }

    static Node schema() {
        return new Node(Chart.yaml(Chart.read("values.schema.json")));
    }

    static Node values() {
        return new Node(Chart.yaml(Chart.read("values.yaml")));
    }

    private static void walk(Node schema, String prefix, BiConsumer<String, Node> leaf) {
        schema.at("properties").fields().forEach((name, property) -> {
            String path = prefix + name;
            if (property.at("description").value() != null) {
                leaf.accept(path, property);
            } else {
                walk(property, path + ".", leaf);
            }
        });
    }

    private static String table() {
        List<String> rows = new ArrayList<>(List.of("| value | default | what |", "|---|---|---|"));
        described()
                .forEach((path, schema) -> rows.add("| `%s` | `%s` | %s |"
                        .formatted(
                                path,
                                json(values().at(path.split("\\."))),
                                schema.at("description").text())));
        return String.join("\n", rows) + "\n";
    }

    private static String json(Node value) {
        try {
            return new ObjectMapper().writeValueAsString(value.value());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
