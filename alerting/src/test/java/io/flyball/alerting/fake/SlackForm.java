package io.flyball.alerting.fake;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The arguments of a call, whether they came as a form or as JSON; nested values as JSON text. */
final class SlackForm {
    private SlackForm() {}

    /** Arguments by name. */
    static Map<String, String> read(String contentType, String body) throws Refusal {
        if (contentType.isEmpty()) {
            throw new Refusal("missing_post_type");
        }
        String type = contentType.split(";", 2)[0].strip();
        return switch (type) {
            case "application/x-www-form-urlencoded" -> form(body);
            case "application/json" -> json(body);
            default -> throw new Refusal("invalid_post_type");
        };
    }

    private static Map<String, String> form(String body) {
        Map<String, String> values = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            values.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
        }
        return values;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static Map<String, String> json(String body) throws Refusal {
        JsonElement parsed;
        try {
            parsed = JsonParser.parseString(body);
        } catch (JsonParseException e) {
            throw new Refusal("invalid_json");
        }
        if (!parsed.isJsonObject()) {
            throw new Refusal("json_not_object");
        }
        JsonObject object = parsed.getAsJsonObject();
        Map<String, String> values = new HashMap<>();
        object.entrySet().forEach(entry -> {
            JsonElement value = entry.getValue();
            if (!value.isJsonNull()) {
                values.put(entry.getKey(), value.isJsonPrimitive() ? value.getAsString() : value.toString());
            }
        });
        return values;
    }

    /** Slack's word for what is wrong. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String error) {
            super(error, null, false, false);
        }

        String error() {
            return String.valueOf(getMessage());
        }
    }
}
