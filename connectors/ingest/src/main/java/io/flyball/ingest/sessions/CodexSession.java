package io.flyball.ingest.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the session a rollout tells of.
 *
 * <p>A fork begins with its parent's history, told again under new times. So ids of calls are made of the root session,
 * whose counters the copies repeat, and of the counters themselves; never of a time or of the place in the file.
 */
final class CodexSession {
    private final String id;
    private String rootId;
    private String model = "";
    private boolean fork;
    private boolean named;
    private @Nullable CodexCounter counter;
    private long reports;
    private Map<String, ActionInProgress> pendingActions = new LinkedHashMap<>();

    /** @param fallbackId its name where the log does not say it */
    CodexSession(String fallbackId) {
        this.id = fallbackId;
        this.rootId = fallbackId;
    }

    private CodexSession(String id, String rootId, boolean fork, String model) {
        this.id = id;
        this.rootId = rootId;
        this.fork = fork;
        this.model = model;
        this.named = true;
    }

    /**
     * The session that goes on after a line of metadata: the same one, where the metadata are its own told again or, at
     * the head of a fork, its parent's; else another.
     */
    CodexSession withMetadata(JsonNode payload) {
        String metaId = payload.path("id").asText("");
        boolean ownAgain = named && metaId.equals(id);
        boolean parentAgain = counter != null && metaId.equals(rootId);
        if (metaId.isEmpty() || ownAgain || parentAgain) {
            return this;
        }
        if (named && counter == null) {
            rootId = metaId;
            fork = true;
            return this;
        }
        String parent = payload.path("forked_from_id").asText("");
        return new CodexSession(metaId, parent.isEmpty() ? metaId : parent, !parent.isEmpty(), named ? "" : model);
    }

    void model(String name) {
        model = name.isEmpty() ? model : name;
    }

    void addAction(String callId, ActionInProgress action) {
        pendingActions.put(callId, action);
    }

    @Nullable
    ActionInProgress pendingAction(String callId) {
        return pendingActions.get(callId);
    }

    /** The tools asked for since the last call was counted. */
    Map<String, ActionInProgress> takeActions() {
        Map<String, ActionInProgress> taken = pendingActions;
        pendingActions = new LinkedHashMap<>();
        return taken;
    }

    /** The event of a report of counters; null where it reports nothing new. */
    @Nullable
    UsageEvent event(CodexReport report, String user) {
        if (counter == null) {
            counter = new CodexCounter(fork);
        }
        reports++;
        CodexCounts counts = counter.next(report.last(), report.total());
        if (counts == null) {
            return null;
        }
        UsageEventBuilder event = UsageEvent.builder()
                .eventId(eventId(report, counter))
                .timeMs(report.timeMs())
                .model(report.model().isEmpty() ? model : report.model())
                .user(user)
                .source("codex")
                .provider("openai")
                .agent("codex")
                .session(id);
        counts.setOn(event);
        return event.build();
    }

    /** One sentence where the calls do not add up to the counter; null where they do. */
    @Nullable
    String discrepancy() {
        if (counter == null || counter.counted().equals(counter.moved())) {
            return null;
        }
        CodexCounts counted = counter.counted();
        CodexCounts moved = counter.moved();
        return "Codex session \"" + id + "\" does not add up: its calls are " + counted.input() + " input ("
                + counted.cached() + " cached) and " + counted.output() + " output tokens, its own counter says "
                + moved.input() + " (" + moved.cached() + ") and " + moved.output()
                + "; the calls were counted, compare the session with the provider's own report.";
    }

    private String eventId(CodexReport report, CodexCounter at) {
        if (report.total() == null) {
            return id + "|" + reports + "|" + report.timeMs() + "|" + report.last();
        }
        return rootId + "|" + at.restarts() + "|" + report.total() + "|" + report.last();
    }
}
