package io.flyball.ingest.sessions;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.ingest.record.SourceCoordinates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One call, merged from its lines: the greatest count of each class, and how and when the last line has it. */
final class ClaudeCodeCall {
    private final String eventId;
    private final String session;
    private final Map<String, TokenCounts> others = new TreeMap<>();
    private final Map<String, ActionInProgress> actions = new LinkedHashMap<>();
    private TokenCounts own = TokenCounts.NONE;
    private ClaudeCodeLine.Call last;
    private SourceCoordinates at;
    private String stopReason = "";
    private boolean sidechain = true;

    ClaudeCodeCall(ClaudeCodeLine.Call first, SourceCoordinates at) {
        this.eventId = first.messageId() + "|" + first.requestId();
        this.session = first.session();
        this.last = first;
        this.at = at;
    }

    void add(ClaudeCodeLine.Call line, SourceCoordinates place) {
        own = own.greatest(line.usage().own());
        line.usage().others().forEach((model, counts) -> others.merge(model, counts, TokenCounts::greatest));
        sidechain &= line.sidechain();
        if (line.timeMs() >= last.timeMs()) {
            last = line;
            at = place;
        }
        stopReason = line.stopReason().isEmpty() ? stopReason : line.stopReason();
    }

    /** The action of that id, made known at its first sight. */
    void addAction(String id, ActionInProgress action) {
        actions.putIfAbsent(id, action);
    }

    boolean hasAction(String id) {
        return actions.containsKey(id);
    }

    /** All of its lines are of a sub-agent's side chain. */
    boolean sidechain() {
        return sidechain;
    }

    boolean hasRequestId() {
        return !last.requestId().isEmpty();
    }

    long timeMs() {
        return last.timeMs();
    }

    SourceCoordinates at() {
        return at;
    }

    long outputTokens() {
        return own.output();
    }

    /** The call on its own model, then what it had other models do. */
    List<UsageEvent> events(String user) {
        List<UsageEvent> events = new ArrayList<>();
        UsageEventBuilder main = event(eventId, last.model(), user)
                .stopReason(stopReason)
                .reportedCostUsd(others.isEmpty() ? last.reportedCostUsd() : null)
                .actions(actions.values().stream()
                        .map(ActionInProgress::toAction)
                        .toList());
        own.setOn(main);
        events.add(main.build());
        others.forEach((model, counts) -> {
            if (!counts.equals(TokenCounts.NONE)) {
                UsageEventBuilder other = event(eventId + "|" + model, model, user);
                counts.setOn(other);
                events.add(other.build());
            }
        });
        return events;
    }

    private UsageEventBuilder event(String id, String model, String user) {
        UsageEventBuilder event = UsageEvent.builder()
                .eventId(id)
                .timeMs(last.timeMs())
                .model(model)
                .user(user)
                .source("claude-code")
                .provider("anthropic")
                .agent("claude-code")
                .session(session)
                .region(last.region());
        if (!last.serviceTier().isEmpty()) {
            event.serviceTier(last.serviceTier());
        }
        if (!last.speed().isEmpty() && !last.speed().equals("standard")) {
            event.speed(last.speed());
        }
        return event;
    }
}
