package io.flyball.ingest.sessions;

import io.flyball.ingest.record.SourceCoordinates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls that share a message id: one, as a rule. A sub-agent that begins with its parent's history tells the
 * parent's messages again under other request ids; those are replays and no calls.
 */
final class ClaudeCodeMessage implements CallHold.Held {
    private final String id;
    private final Map<String, ClaudeCodeCall> byRequest = new LinkedHashMap<>();
    private final Set<String> toolUseIds = new HashSet<>();

    ClaudeCodeMessage(String id) {
        this.id = id;
    }

    /** The message id of a line, or its request id where it has none. */
    static String idOf(ClaudeCodeLine.Call line) {
        return line.messageId().isEmpty() ? "|" + line.requestId() : line.messageId();
    }

    ClaudeCodeCall add(ClaudeCodeLine.Call line, SourceCoordinates at) {
        ClaudeCodeCall call = byRequest.computeIfAbsent(line.requestId(), request -> new ClaudeCodeCall(line, at));
        call.add(line, at);
        return call;
    }

    void addToolUse(String toolUseId) {
        toolUseIds.add(toolUseId);
    }

    Set<String> toolUseIds() {
        return toolUseIds;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long timeMs() {
        return byRequest.values().stream()
                .mapToLong(ClaudeCodeCall::timeMs)
                .max()
                .orElse(0);
    }

    /** How many of its requests are replays. */
    int replays() {
        return byRequest.size() - calls().size();
    }

    /**
     * What is billed: every request outside a side chain, and where there is none the earliest. A request without an
     * id is a replay of one that has it.
     */
    List<ClaudeCodeCall> calls() {
        Collection<ClaudeCodeCall> all = byRequest.values();
        if (all.size() == 1) {
            return List.copyOf(all);
        }
        List<ClaudeCodeCall> main = new ArrayList<>(all);
        main.removeIf(call -> call.sidechain() || !call.hasRequestId());
        if (!main.isEmpty()) {
            return main;
        }
        ClaudeCodeCall earliest = all.iterator().next();
        for (ClaudeCodeCall call : all) {
            boolean better = call.hasRequestId() && !earliest.hasRequestId();
            boolean worse = !call.hasRequestId() && earliest.hasRequestId();
            earliest = better || (!worse && call.timeMs() < earliest.timeMs()) ? call : earliest;
        }
        return List.of(earliest);
    }
}
