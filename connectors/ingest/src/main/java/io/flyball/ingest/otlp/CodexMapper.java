package io.flyball.ingest.otlp;

import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import java.util.List;

/**
 * Codex's events. A call is the {@code response.completed} that has counts; one without stands before it. Input includes
 * what is read from and written to the cache, output includes reasoning; {@code tool_token_count} is the total. No event
 * names the response, so the id is a hash of what is told.
 */
final class CodexMapper implements OtlpMapper {
    private static final String PREFIX = "codex.";
    private static final String INPUT = "input_token_count";
    private static final String SESSION = "conversation.id";

    private final IdentityRules identity;
    private final SessionActions actions;
    private final UsageInconsistencies inconsistencies;

    CodexMapper(IdentityRules identity, SessionActions actions, UsageInconsistencies inconsistencies) {
        this.identity = identity;
        this.actions = actions;
        this.inconsistencies = inconsistencies;
    }

    @Override
    public OtlpSource source() {
        return OtlpSource.CODEX;
    }

    @Override
    public boolean claims(OtlpItem item) {
        return item.service().startsWith("codex")
                || item.scope().startsWith("codex_otel")
                || item.name().startsWith(PREFIX);
    }

    @Override
    public Mapped map(OtlpItem item, long nowMs) {
        if (isCall(item)) {
            return call(item, nowMs);
        }
        if (item.name().equals("codex.tool_result")) {
            holdAction(item, nowMs);
        }
        return Ignorable.item(item, Why.NO_USAGE);
    }

    private static boolean isCall(OtlpItem item) {
        return item.name().equals("codex.sse_event")
                && item.text("event.kind").equals("response.completed")
                && item.own().value(INPUT) != null
                && item.own().value("error.message") == null;
    }

    private Mapped call(OtlpItem item, long nowMs) {
        CallDraft draft = new CallDraft(item, OtlpSource.CODEX);
        TokenSplit tokens = TokenSplit.inclusive(
                draft.count(INPUT),
                draft.count("cached_token_count"),
                draft.count("cache_write_token_count"),
                draft.count("output_token_count"),
                draft.count("reasoning_token_count"));
        draft.event()
                .model(item.text("model"))
                .provider("openai")
                .agent("codex")
                .actions(actions.take(sessionKey(item), item.endMs(), nowMs));
        String id = CallDraft.hashedId(
                OtlpSource.CODEX,
                item.service(),
                item.text(SESSION),
                item.endMs(),
                item.text("model"),
                tokens.idText());
        Mapped mapped = draft.finish(id, tokens, identity.resolve(item.all()));
        inconsistencies.note(mapped, tokens);
        return mapped;
    }

    private void holdAction(OtlpItem item, long nowMs) {
        actions.add(
                sessionKey(item),
                item.firstOf(List.of("call_id", "tool_result_seq")) + "|" + item.endMs(),
                item.endMs(),
                SessionActions.action(
                        item.text("tool_name"),
                        item.own().text("arguments"),
                        item.own().text("output"),
                        item.text("success").equals("false")),
                nowMs);
    }

    private static String sessionKey(OtlpItem item) {
        String session = item.text(SESSION);
        return session.isEmpty() ? "" : "codex|" + session;
    }
}
