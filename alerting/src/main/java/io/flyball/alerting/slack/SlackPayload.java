package io.flyball.alerting.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Slack sends when somebody pressed or filled in something; absent texts are empty. */
final class SlackPayload {
    private final JsonObject json;

    private SlackPayload(JsonObject json) {
        this.json = json;
    }

    /** Reads one; empty where it is no JSON object. */
    static Optional<SlackPayload> read(String text) {
        try {
            JsonElement parsed = JsonParser.parseString(text);
            return parsed.isJsonObject() ? Optional.of(new SlackPayload(parsed.getAsJsonObject())) : Optional.empty();
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** The text at a path of names. */
    String text(String... path) {
        return text(json, path);
    }

    /** The first thing that was pressed; an empty object where there is none. */
    JsonObject action() {
        JsonElement actions = json.get("actions");
        JsonArray list = actions != null && actions.isJsonArray() ? actions.getAsJsonArray() : new JsonArray();
        return list.isEmpty() || !list.get(0).isJsonObject()
                ? new JsonObject()
                : list.get(0).getAsJsonObject();
    }

    static String text(JsonObject from, String... path) {
        @Nullable JsonElement at = from;
        for (String name : path) {
            at = at != null && at.isJsonObject() ? at.getAsJsonObject().get(name) : null;
        }
        return at != null && at.isJsonPrimitive() ? at.getAsString() : "";
    }
}
