package io.flyball.ingest.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.ingest.files.JsonLines;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tool calls and their outputs in the response items of a rollout. */
final class CodexTools {
    private static final Set<String> CALLS = Set.of("function_call", "custom_tool_call", "local_shell_call");
    private static final Set<String> OUTPUTS = Set.of("function_call_output", "custom_tool_call_output");

    /** How the shell tools of several versions tell the exit code in their text. */
    private static final Pattern EXIT_CODE =
            Pattern.compile("^(?:Exit code: |Process exited with code )(-?[0-9]{1,9})", Pattern.MULTILINE);

    private static final int EXIT_CODE_WITHIN_CHARS = 500;

    private final JsonLines json;

    CodexTools(JsonLines json) {
        this.json = json;
    }

    static boolean isCall(JsonNode item) {
        return CALLS.contains(item.path("type").asText(""));
    }

    static boolean isOutput(JsonNode item) {
        return OUTPUTS.contains(item.path("type").asText(""));
    }

    static String callId(JsonNode item) {
        return item.path("call_id").asText("");
    }

    ActionInProgress action(JsonNode call) {
        String name = call.path("name").asText(call.path("type").asText(""));
        for (String arguments : new String[] {"arguments", "input", "action"}) {
            if (call.has(arguments)) {
                return new ActionInProgress(name, json.canonical(call.path(arguments)));
            }
        }
        return new ActionInProgress(name, "");
    }

    void finish(ActionInProgress action, JsonNode item) {
        JsonNode output = item.path("output");
        action.finish(json.canonical(output), failed(output));
    }

    private boolean failed(JsonNode output) {
        if (output.isObject()) {
            return !output.path("success").asBoolean(true) || exitCode(output) != 0;
        }
        String text = output.asText("");
        JsonNode structured = text.startsWith("{") ? parsed(text) : null;
        if (structured != null) {
            return exitCode(structured) != 0;
        }
        Matcher m = EXIT_CODE.matcher(text.substring(0, Math.min(text.length(), EXIT_CODE_WITHIN_CHARS)));
        return m.find() && Integer.parseInt(m.group(1)) != 0;
    }

    private @Nullable JsonNode parsed(String text) {
        return json.read(text.getBytes(StandardCharsets.UTF_8)).object();
    }

    private static int exitCode(JsonNode output) {
        return output.path("metadata").path("exit_code").asInt(0);
    }
}
