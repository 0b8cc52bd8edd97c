package io.flyball.ingest.otlp;

import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;

/**
 * Gemini CLI's events. Input includes what is read from the cache and leaves out what tools added to the prompt; output
 * leaves thoughts out. The conventions' own event tells of the same call with less, and is not charged.
 */
final class GeminiCliMapper implements OtlpMapper {
    private static final String PREFIX = "gemini_cli.";

    private final IdentityRules identity;
    private final SessionActions actions;
    private final UsageInconsistencies inconsistencies;

    GeminiCliMapper(IdentityRules identity, SessionActions actions, UsageInconsistencies inconsistencies) {
        this.identity = identity;
        this.actions = actions;
        this.inconsistencies = inconsistencies;
    }

    @Override
    public OtlpSource source() {
        return OtlpSource.GEMINI_CLI;
    }

    @Override
    public boolean claims(OtlpItem item) {
        return item.service().equals("gemini-cli") || item.name().startsWith(PREFIX);
    }

    @Override
    public Mapped map(OtlpItem item, long nowMs) {
        if (item.name().equals(GenAiNames.INFERENCE_EVENT)) {
            return Ignorable.item(item, Why.OTHER_SIGNAL_IS_MONEY);
        }
        String event = item.nameWithout(PREFIX);
        switch (event) {
            case "api_response":
                return response(item, nowMs);
            case "api_error":
                return error(item);
            case "tool_call":
                holdAction(item, nowMs);
                break;
            default:
                break;
        }
        return Ignorable.item(item, PREFIX + event, Why.NO_USAGE);
    }

    private Mapped response(OtlpItem item, long nowMs) {
        CallDraft draft = draft(item);
        TokenSplit tokens = TokenSplit.inclusive(
                        draft.count("input_token_count"), draft.count("cached_content_token_count"), 0, 0, 0)
                .plusInput(draft.count("tool_token_count"))
                .withSeparateReasoning(draft.count("output_token_count"), draft.count("thoughts_token_count"));
        String stop = item.own().firstText("finish_reasons");
        draft.event().stopReason(stop == null ? "" : stop).actions(actions.take(sessionKey(item), item.endMs(), nowMs));
        Mapped mapped = draft.finish(idOf(item, tokens), tokens, identity.resolve(item.all()));
        inconsistencies.note(mapped, tokens);
        return mapped;
    }

    private Mapped error(OtlpItem item) {
        CallDraft draft = draft(item);
        draft.event().status(GenAiCall.statusOf(item.text("status_code")));
        return draft.finish(idOf(item, TokenSplit.NONE) + "|error", TokenSplit.NONE, identity.resolve(item.all()));
    }

    private static CallDraft draft(OtlpItem item) {
        CallDraft draft = new CallDraft(item, OtlpSource.GEMINI_CLI);
        draft.event()
                .model(item.text("model"))
                .provider(item.text("auth_type").contains("vertex") ? "gcp.vertex_ai" : "gcp.gemini")
                .agent("gemini-cli");
        draft.latency("duration_ms");
        return draft;
    }

    private static String idOf(OtlpItem item, TokenSplit tokens) {
        return CallDraft.hashedId(
                OtlpSource.GEMINI_CLI,
                item.text("session.id"),
                item.text("prompt_id"),
                item.endMs(),
                item.text("model"),
                tokens.idText());
    }

    private void holdAction(OtlpItem item, long nowMs) {
        String name = item.text("function_name");
        actions.add(
                sessionKey(item),
                name + "|" + item.endMs() + "|" + item.text("duration_ms"),
                item.endMs(),
                SessionActions.action(
                        name,
                        item.own().text("function_args"),
                        null,
                        item.text("success").equals("false")),
                nowMs);
    }

    private static String sessionKey(OtlpItem item) {
        String session = item.text("session.id");
        return session.isEmpty() ? "" : "gemini-cli|" + session;
    }
}
