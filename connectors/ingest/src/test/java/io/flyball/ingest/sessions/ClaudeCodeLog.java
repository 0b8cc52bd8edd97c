package io.flyball.ingest.sessions;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.ingest.files.CollectingSink;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.record.Rfc3339;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lines of a Claude Code log, and what is read from them. */
final class ClaudeCodeLog {
    static final long NOW_MS = 1_787_000_000_000L;

    private ClaudeCodeLog() {}

    static UsageEventBuilder event(String eventId, String time) {
        return UsageEvent.builder()
                .eventId(eventId)
                .timeMs(Rfc3339.epochMs("2026-02-10T" + time + "Z"))
                .model("claude-opus-4-6")
                .user("ann")
                .source("claude-code")
                .provider("anthropic")
                .agent("claude-code")
                .session("s-1");
    }

    static String call(String messageId, String requestId, String time, String usage) {
        return "{'type':'assistant','sessionId':'s-1','requestId':'" + requestId + "','timestamp':'2026-02-10T" + time
                + "Z','message':{'id':'" + messageId + "','model':'claude-opus-4-6','usage':{" + usage + "}}}";
    }

    static String withContent(String messageId, String time, String block) {
        return call(messageId, "r", time, "'output_tokens':20")
                .replace("'model':", "'content':[{'type':'text','text':'x'}," + block + "],'model':");
    }

    static String tool(String id, String input) {
        return "{'type':'tool_use','id':'" + id + "','name':'Bash','input':{" + input + "}}";
    }

    static String result(String id, String content, boolean error) {
        return "{'type':'user','message':{'content':[{'type':'tool_result','tool_use_id':'" + id + "','content':"
                + content + ",'is_error':" + error + "}]}}";
    }

    static CollectingSink read(Path... files) throws IOException {
        CollectingSink sink = new CollectingSink();
        new ClaudeCodeReader().read(List.of(files), new ReadOptions("ann", NOW_MS), sink);
        return sink;
    }

    /** Writes a log, in which an apostrophe stands for a quotation mark. */
    static Path write(Path folder, String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines).replace('\'', '"'));
    }
}
