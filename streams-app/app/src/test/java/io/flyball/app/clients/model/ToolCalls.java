package io.flyball.app.clients.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A call of a harmless tool, once a conversation, for who asks for one: it makes one prompt two calls. */
final class ToolCalls {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ToolCalls() {}

    /** Whether the prompt asks for a tool and none has been called yet. */
    static boolean wanted(JsonNode request) {
        String text = request.toString();
        return text.contains(FakeModel.USE_A_TOOL)
                && !text.contains("\"function_call_output\"")
                && !text.contains("\"functionResponse\"");
    }

    /** A command that prints a word. */
    static ObjectNode openAi(JsonNode request) {
        String tool = request.toString().contains("\"name\":\"exec_command\"") ? "exec_command" : "shell_command";
        String argument = tool.equals("exec_command") ? "cmd" : "command";
        return NODES.objectNode()
                .put("type", "function_call")
                .put("id", "fc_fake")
                .put("call_id", "call_fake")
                .put("name", tool)
                .put("arguments", NODES.objectNode().put(argument, "echo hello").toString());
    }

    /** A look into the working folder. */
    static ObjectNode gemini(JsonNode request) {
        ObjectNode part = NODES.objectNode();
        part.putObject("functionCall")
                .put("name", "list_directory")
                .putObject("args")
                .put("dir_path", ".");
        return part;
    }
}
