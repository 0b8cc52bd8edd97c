package io.flyball.alerting.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Block Kit's limits as Slack enforces them: each method gives the error, or null where all is well. */
final class BlockRules {
    private static final int MAX_BLOCKS = 50;
    private static final int MAX_HEADER = 150;
    private static final int MAX_SECTION = 3_000;
    private static final int MAX_FIELD = 2_000;
    private static final int MAX_FIELDS = 10;
    private static final int MAX_CONTEXT = 10;
    private static final int MAX_ACTIONS = 25;
    private static final int MAX_BUTTON = 75;
    private static final int MAX_URL = 3_000;
    private static final int MAX_OPTIONS = 100;
    private static final int MAX_ID = 255;
    private static final int MAX_VIEW_TITLE = 24;
    /** Not in Slack's documentation; what its servers are seen to refuse. */
    private static final int MAX_ALL_CHARS = 13_200;

    private static final String INVALID = "invalid_blocks";

    private BlockRules() {}

    static @Nullable String errorIn(String blocksJson) {
        JsonElement parsed;
        try {
            parsed = JsonParser.parseString(blocksJson);
        } catch (JsonParseException e) {
            return "invalid_blocks_format";
        }
        if (!parsed.isJsonArray()) {
            return "invalid_blocks_format";
        }
        JsonArray blocks = parsed.getAsJsonArray();
        if (blocks.size() > MAX_BLOCKS) {
            return INVALID;
        }
        for (JsonElement block : blocks) {
            if (!block.isJsonObject() || !isBlock(block.getAsJsonObject())) {
                return INVALID;
            }
        }
        return charsIn(parsed) > MAX_ALL_CHARS ? "msg_blocks_too_long" : null;
    }

    private static boolean isBlock(JsonObject block) {
        return switch (string(block, "type")) {
            case "header" -> isText(block.get("text"), MAX_HEADER) && isPlain(block.get("text"));
            case "section" -> isSection(block);
            case "divider" -> true;
            case "context" -> isList(block.get("elements"), MAX_CONTEXT);
            case "actions" -> isList(block.get("elements"), MAX_ACTIONS) && areElements(block);
            case "input" ->
                isText(block.get("label"), MAX_FIELD) && isPlain(block.get("label")) && block.has("element");
            case "image" -> !string(block, "alt_text").isEmpty();
            default -> false;
        };
    }

    private static boolean areElements(JsonObject block) {
        Set<String> ids = new HashSet<>();
        for (JsonElement element : block.getAsJsonArray("elements")) {
            JsonObject object = element.getAsJsonObject();
            boolean good =
                    switch (string(object, "type")) {
                        case "button" ->
                            isText(object.get("text"), MAX_BUTTON)
                                    && isPlain(object.get("text"))
                                    && string(object, "url").length() <= MAX_URL;
                        case "static_select" -> isList(object.get("options"), MAX_OPTIONS);
                        default -> false;
                    };
            if (!good || !ids.add(string(object, "action_id"))) {
                return false;
            }
        }
        return string(block, "block_id").length() <= MAX_ID;
    }

    /** Slack's word for what is wrong with a modal, or null. */
    static @Nullable String viewErrorIn(String viewJson) {
        try {
            JsonObject view = JsonParser.parseString(viewJson).getAsJsonObject();
            boolean good = string(view, "type").equals("modal")
                    && isText(view.get("title"), MAX_VIEW_TITLE)
                    && isText(view.get("submit"), MAX_VIEW_TITLE)
                    && string(view, "private_metadata").length() <= MAX_SECTION
                    && isList(view.get("blocks"), 100);
            return good ? errorIn(view.get("blocks").toString()) : "invalid_arguments";
        } catch (JsonParseException | IllegalStateException e) {
            return "invalid_arguments";
        }
    }

    private static boolean isSection(JsonObject block) {
        if (!block.has("text") && !block.has("fields")) {
            return false;
        }
        if (block.has("text") && !isText(block.get("text"), MAX_SECTION)) {
            return false;
        }
        if (!block.has("fields")) {
            return true;
        }
        if (!isList(block.get("fields"), MAX_FIELDS)) {
            return false;
        }
        for (JsonElement field : block.getAsJsonArray("fields")) {
            if (!isText(field, MAX_FIELD)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isList(@Nullable JsonElement list, int max) {
        return list != null
                && list.isJsonArray()
                && !list.getAsJsonArray().isEmpty()
                && list.getAsJsonArray().size() <= max;
    }

    private static boolean isText(@Nullable JsonElement text, int max) {
        if (text == null || !text.isJsonObject()) {
            return false;
        }
        JsonObject object = text.getAsJsonObject();
        String type = string(object, "type");
        String content = string(object, "text");
        boolean known = type.equals("plain_text") || type.equals("mrkdwn");
        boolean optionsFit = type.equals("mrkdwn") ? !object.has("emoji") : !object.has("verbatim");
        return known && optionsFit && !content.isBlank() && content.length() <= max;
    }

    private static boolean isPlain(JsonElement text) {
        return string(text.getAsJsonObject(), "type").equals("plain_text");
    }

    private static int charsIn(JsonElement json) {
        if (json.isJsonArray()) {
            return json.getAsJsonArray().asList().stream()
                    .mapToInt(BlockRules::charsIn)
                    .sum();
        }
        if (json.isJsonObject()) {
            return json.getAsJsonObject().asMap().values().stream()
                    .mapToInt(BlockRules::charsIn)
                    .sum();
        }
        return json.isJsonPrimitive() ? json.getAsString().length() : 0;
    }

    static String string(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
