package io.flyball.helm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in a parsed YAML or JSON document; what is not there is a node without a value. */
record Node(@Nullable Object value) {

    /** Goes down by keys and, where a list is met, by indexes: {@code at("spec", "containers", "0", "image")}. */
    Node at(String... path) {
        Object current = value;
        for (String step : path) {
            if (current instanceof Map<?, ?> map) {
                current = map.get(step);
            } else if (current instanceof List<?> list && Integer.parseInt(step) < list.size()) {
                current = list.get(Integer.parseInt(step));
            } else {
                current = null;
            }
        }
        return new Node(current);
    }

    String text() {
        return String.valueOf(value);
    }

    int number() {
        return Integer.parseInt(text());
    }

    List<Node> items() {
        List<Node> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add(new Node(item)));
        }
        return items;
    }

    Map<String, Node> fields() {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> fields.put(String.valueOf(key), new Node(field)));
        }
        return fields;
    }

    /** The item of a list whose {@code name} is that. */
    Node named(String name) {
        return items().stream()
                .filter(item -> name.equals(item.at("name").value()))
                .findFirst()
                .orElse(new Node(null));
    }
}
