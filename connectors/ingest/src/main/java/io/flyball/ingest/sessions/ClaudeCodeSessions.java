package io.flyball.ingest.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.JsonLines;
import io.flyball.ingest.files.LargeLine;
import io.flyball.ingest.files.LineWalk;
import io.flyball.ingest.files.Lines;
import io.flyball.ingest.files.UsageSink;
import io.flyball.ingest.record.SourceCoordinates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One reading of session logs: the calls on hold, and what is to be said of the input in the end. */
final class ClaudeCodeSessions implements LineWalk.Visitor {
    /** What the stream shows at its beginning; many logs never get beyond it. */
    private static final long PLACEHOLDER_OUTPUT_TOKENS = 10;

    private final SessionFiles files;
    private final String user;
    private final long nowMs;
    private final int maxHeldCalls;
    private final UsageSink sink;
    private final JsonLines json = new JsonLines();
    private final CallHold<ClaudeCodeMessage> hold;
    private final Map<String, ActionInProgress> openActions = new HashMap<>();
    private long calls;
    private long placeholders;
    private long replays;

    ClaudeCodeSessions(SessionFiles files, String user, long nowMs, int maxHeldCalls, UsageSink sink) {
        this.files = files;
        this.user = user;
        this.nowMs = nowMs;
        this.maxHeldCalls = maxHeldCalls;
        this.sink = sink;
        this.hold = new CallHold<>(maxHeldCalls, this::release);
    }

    @Override
    public void beginFile(Path file) {
        long earliestMs = files.earliestMs(file);
        if (earliestMs != Long.MIN_VALUE) {
            hold.releaseBefore(earliestMs - SessionLogs.SLACK_MS);
        }
    }

    @Override
    public void line(Lines line, SourceCoordinates at) {
        if (line.tooLarge()) {
            String type = LargeLine.text(line.prefix(), "type");
            if (type.isEmpty() || type.equals("assistant")) {
                refuse(RejectionReason.TOO_LARGE, line, at);
            }
            return;
        }
        JsonLines.Result result = json.read(line.bytes());
        if (result.reason() != null) {
            refuse(result.reason(), line, at);
        } else if (result.object() != null) {
            take(result.object(), line, at);
        }
    }

    /** Passes on what is still held, and says what the input cannot tell. */
    void finish() {
        hold.releaseAll();
        if (placeholders > 0) {
            sink.note(
                    "In " + placeholders + " of " + calls + " calls the log holds at most " + PLACEHOLDER_OUTPUT_TOKENS
                            + " output tokens, the placeholder from the beginning of the stream: output tokens and their cost are"
                            + " a lower bound, compare them with the provider's own report.");
        }
        if (replays > 0) {
            sink.note("Of sub-agents, " + replays
                    + " requests were not counted: they tell again what a call of the same" + " message id has told.");
        }
        if (hold.overflowed()) {
            sink.note(SessionLogs.overflowNote(maxHeldCalls));
        }
    }

    private void take(JsonNode object, Lines line, SourceCoordinates at) {
        ClaudeCodeLine read = ClaudeCodeLine.of(object, nowMs);
        if (read instanceof ClaudeCodeLine.Call call) {
            take(call, at);
        } else if (read instanceof ClaudeCodeLine.Results results) {
            results.results().forEach(this::finishAction);
        } else if (read instanceof ClaudeCodeLine.Faulty faulty) {
            refuse(faulty.reason(), line, at);
        }
    }

    private void take(ClaudeCodeLine.Call line, SourceCoordinates at) {
        String id = ClaudeCodeMessage.idOf(line);
        ClaudeCodeMessage message = hold.get(id);
        if (message == null) {
            if (line.sidechain() && hold.wasReleased(id)) {
                replays++;
                return;
            }
            message = new ClaudeCodeMessage(id);
        }
        ClaudeCodeCall call = message.add(line, at);
        for (ClaudeCodeLine.ToolUse tool : line.tools()) {
            addAction(message, call, tool);
        }
        hold.put(message);
    }

    private void addAction(ClaudeCodeMessage message, ClaudeCodeCall call, ClaudeCodeLine.ToolUse tool) {
        if (!call.hasAction(tool.id())) {
            ActionInProgress action = new ActionInProgress(tool.name(), json.canonical(tool.input()));
            call.addAction(tool.id(), action);
            message.addToolUse(tool.id());
            openActions.put(tool.id(), action);
        }
    }

    private void finishAction(ClaudeCodeLine.ToolResult result) {
        ActionInProgress action = openActions.get(result.toolUseId());
        if (action != null) {
            action.finish(json.canonical(result.content()), result.error());
        }
    }

    private void release(ClaudeCodeMessage message) {
        message.toolUseIds().forEach(openActions::remove);
        replays += message.replays();
        for (ClaudeCodeCall call : message.calls()) {
            calls++;
            placeholders += call.outputTokens() <= PLACEHOLDER_OUTPUT_TOKENS ? 1 : 0;
            for (UsageEvent event : call.events(user)) {
                sink.accept(event, call.at());
            }
        }
    }

    private void refuse(RejectionReason reason, Lines line, SourceCoordinates at) {
        sink.refuse(reason, at, line.sizeBytes(), line.sha256Hex());
    }
}
