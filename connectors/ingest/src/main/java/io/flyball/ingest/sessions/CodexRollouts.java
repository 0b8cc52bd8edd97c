package io.flyball.ingest.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One reading of rollouts: the session at hand, the calls on hold, and what is to be said of the input in the end. */
final class CodexRollouts implements LineWalk.Visitor {
    /** The id that a rollout's name ends in. */
    private static final Pattern NAMED_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final SessionFiles files;
    private final String user;
    private final long nowMs;
    private final int maxHeldCalls;
    private final UsageSink sink;
    private final JsonLines json = new JsonLines();
    private final CodexTools tools = new CodexTools(json);
    private final CallHold<CodexCall> hold;
    private final Map<String, ActionInProgress> openActions = new HashMap<>();
    private CodexSession session = new CodexSession("");
    private long copies;

    CodexRollouts(SessionFiles files, String user, long nowMs, int maxHeldCalls, UsageSink sink) {
        this.files = files;
        this.user = user;
        this.nowMs = nowMs;
        this.maxHeldCalls = maxHeldCalls;
        this.sink = sink;
        this.hold = new CallHold<>(maxHeldCalls, this::release);
    }

    @Override
    public void beginFile(Path file) {
        goOnWith(new CodexSession(sessionIdOf(file)));
        long earliestMs = files.earliestMs(file);
        if (earliestMs != Long.MIN_VALUE) {
            hold.releaseBefore(earliestMs - SessionLogs.SLACK_MS);
        }
    }

    @Override
    public void line(Lines line, SourceCoordinates at) {
        if (line.tooLarge()) {
            takeTooLarge(line, at);
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
        goOnWith(session);
        hold.releaseAll();
        if (copies > 0) {
            sink.note(copies + " calls that forked sessions tell again from their parents were counted once.");
        }
        if (hold.overflowed()) {
            sink.note(SessionLogs.overflowNote(maxHeldCalls));
        }
    }

    private void takeTooLarge(Lines line, SourceCoordinates at) {
        byte[] prefix = line.prefix();
        String type = LargeLine.text(prefix, "type");
        String kind = LargeLine.text(prefix, "payload", "type");
        if (type.isEmpty() || (type.equals("event_msg") && (kind.isEmpty() || kind.equals("token_count")))) {
            refuse(RejectionReason.TOO_LARGE, line, at);
        }
    }

    private void take(JsonNode object, Lines line, SourceCoordinates at) {
        JsonNode payload = object.path("payload");
        switch (object.path("type").asText("")) {
            case "session_meta":
                CodexSession next = session.withMetadata(payload);
                if (next != session) {
                    goOnWith(next);
                }
                break;
            case "turn_context":
                session.model(payload.path("model").asText(""));
                break;
            case "response_item":
                takeItem(payload);
                break;
            default:
                CodexReport report = CodexReport.of(object);
                if (report != null) {
                    take(report, line, at);
                }
        }
    }

    private void takeItem(JsonNode item) {
        if (CodexTools.isCall(item)) {
            session.addAction(CodexTools.callId(item), tools.action(item));
        } else if (CodexTools.isOutput(item)) {
            String callId = CodexTools.callId(item);
            ActionInProgress pending = session.pendingAction(callId);
            ActionInProgress action = pending == null ? openActions.get(callId) : pending;
            if (action != null) {
                tools.finish(action, item);
            }
        }
    }

    private void take(CodexReport report, Lines line, SourceCoordinates at) {
        if (report.fault() != null) {
            refuse(report.fault(), line, at);
            return;
        }
        UsageEvent event = session.event(report, user);
        if (event == null) {
            return;
        }
        Map<String, ActionInProgress> actions = session.takeActions();
        RejectionReason impossible = UsageValidation.check(event, nowMs);
        if (impossible != null) {
            refuse(impossible, line, at);
        } else if (hold.get(event.eventId()) != null || hold.wasReleased(event.eventId())) {
            copies++;
        } else {
            openActions.putAll(actions);
            hold.put(new CodexCall(event, at, actions));
        }
    }

    private void goOnWith(CodexSession next) {
        @Nullable String discrepancy = session.discrepancy();
        if (discrepancy != null) {
            sink.note(discrepancy);
        }
        session = next;
    }

    private void release(CodexCall call) {
        call.actions().keySet().forEach(openActions::remove);
        sink.accept(call.finished(), call.at());
    }

    private void refuse(RejectionReason reason, Lines line, SourceCoordinates at) {
        sink.refuse(reason, at, line.sizeBytes(), line.sha256Hex());
    }

    private static String sessionIdOf(Path file) {
        Path fileName = file.getFileName();
        String name = fileName == null ? file.toString() : fileName.toString();
        Matcher m = NAMED_ID.matcher(name);
        return m.find() ? m.group() : name.replaceFirst("\\.jsonl(\\.gz)?$", "");
    }
}
