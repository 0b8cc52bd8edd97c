package io.flyball.ingest.otlp;

import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Identity;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claude Code's events. Input leaves the cache out; of cache writes the event does not say how long they live. An
 * {@code api_error} is a call that failed and cost nothing. Metrics and spans tell of the same calls.
 */
final class ClaudeCodeMapper implements OtlpMapper {
    /** Of event names; some versions have it in the record's body alone. */
    static final String PREFIX = "claude_code.";

    private static final Set<String> SERVICES = Set.of("claude-code", "claude-code-desktop");
    private static final List<String> TAGS = List.of("query_source", "effort", "skill.name", "mcp_server.name");
    private static final int MAX_TAG_CHARS = 200;
    private static final int MICRO_DIGITS = 6;

    private final IdentityRules identity;
    private final SessionActions actions;

    ClaudeCodeMapper(IdentityRules identity, SessionActions actions) {
        this.identity = identity;
        this.actions = actions;
    }

    @Override
    public OtlpSource source() {
        return OtlpSource.CLAUDE_CODE;
    }

    @Override
    public boolean claims(OtlpItem item) {
        return SERVICES.contains(item.service())
                || item.scope().startsWith("com.anthropic.claude_code")
                || item.name().startsWith(PREFIX);
    }

    @Override
    public Mapped map(OtlpItem item, long nowMs) {
        String event = item.nameWithout(PREFIX);
        switch (event) {
            case "api_request":
                return request(item, nowMs);
            case "api_error":
                return error(item);
            case "tool_result":
                holdAction(item, nowMs);
                break;
            default:
                break;
        }
        return Ignorable.item(item, PREFIX + event, Why.NO_USAGE);
    }

    private Mapped request(OtlpItem item, long nowMs) {
        CallDraft draft = draft(item);
        TokenSplit tokens = TokenSplit.exclusive(
                draft.count("input_tokens"),
                draft.count("cache_read_tokens"),
                draft.count("cache_creation_tokens"),
                draft.count("output_tokens"),
                0);
        if (item.own().text("cost_usd") != null) {
            draft.reportedCost("cost_usd", 0);
        } else {
            draft.reportedCost("cost_usd_micros", MICRO_DIGITS);
        }
        Identity whom = identityOf(item);
        draft.event().actions(actions.take(sessionKey(item), item.endMs(), nowMs));
        return draft.finish(idOf(item, tokens), tokens, whom);
    }

    private Mapped error(OtlpItem item) {
        CallDraft draft = draft(item);
        draft.event().status(GenAiCall.statusOf(item.text("status_code")));
        long attempt = draft.count("attempt");
        if (attempt > 0) {
            draft.event().attempt(attempt);
        }
        String id = idOf(item, TokenSplit.NONE) + "|error|" + attempt;
        return draft.finish(id, TokenSplit.NONE, identityOf(item));
    }

    private static CallDraft draft(OtlpItem item) {
        CallDraft draft = new CallDraft(item, OtlpSource.CLAUDE_CODE);
        draft.event()
                .model(item.text("model"))
                .provider("anthropic")
                .agent("claude-code")
                .tags(tags(item));
        String speed = item.text("speed");
        if (!speed.isEmpty() && !speed.equals("standard")) {
            draft.event().speed(speed);
        }
        draft.latency("duration_ms");
        return draft;
    }

    private static String idOf(OtlpItem item, TokenSplit tokens) {
        String id = item.firstOf(List.of("request_id", "client_request_id"));
        if (!id.isEmpty()) {
            return id;
        }
        // a session that is resumed may count its events from the beginning, so the time is part of it
        String session = item.text("session.id");
        String sequence = item.text("event.sequence");
        return session.isEmpty() || sequence.isEmpty()
                ? CallDraft.hashedId(OtlpSource.CLAUDE_CODE, session, item.endMs(), item.text("model"), tokens.idText())
                : "claude-code|" + session + "|" + sequence + "|" + item.endMs();
    }

    /**
     * Whom it concerns. The user's id is that of an installation, not of a person, unless Claude's own gateway filled it
     * in; where nobody is named, the organisation pays.
     */
    private Identity identityOf(OtlpItem item) {
        Attributes all = item.all();
        boolean signedIn = "gateway-oidc".equals(all.text("identity.source"));
        Attributes people = signedIn ? all : name -> all.text(name.equals("user.id") ? "user.account_uuid" : name);
        Identity whom = identity.resolve(people);
        return whom.user().isEmpty() && whom.key().isEmpty() && !whom.org().isEmpty()
                ? whom.withUser("organization:" + whom.org())
                : whom;
    }

    private void holdAction(OtlpItem item, long nowMs) {
        String arguments = item.firstOf(List.of("tool_input", "tool_parameters"));
        String name = item.text("tool_name");
        String id = item.firstOf(List.of("tool_use_id", "event.sequence")) + "|" + item.endMs();
        actions.add(
                sessionKey(item),
                id,
                item.endMs(),
                SessionActions.action(
                        name,
                        arguments.isEmpty() ? null : arguments,
                        null,
                        item.text("success").equals("false")),
                nowMs);
    }

    private static String sessionKey(OtlpItem item) {
        String session = item.text("session.id");
        return session.isEmpty() ? "" : "claude-code|" + session;
    }

    private static Map<String, String> tags(OtlpItem item) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String name : TAGS) {
            String value = item.text(name);
            if (!value.isEmpty() && value.length() <= MAX_TAG_CHARS) {
                tags.put(name, value);
            }
        }
        return Map.copyOf(tags);
    }
}
