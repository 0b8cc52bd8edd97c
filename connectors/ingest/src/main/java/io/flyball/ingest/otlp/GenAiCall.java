package io.flyball.ingest.otlp;

import io.flyball.ingest.record.Identity;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import io.flyball.ingest.record.ProviderNames;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call as the conventions for GenAI tell it, in whatever generation of names: span or event. */
final class GenAiCall {
    private final OtlpItem item;
    private final CallDraft draft;
    private final String model;
    private TokenSplit tokens;
    private final String eventId;

    private GenAiCall(OtlpItem item, OtlpSource source) {
        this.item = item;
        this.draft = new CallDraft(item, source);
        String asked = item.firstOf(GenAiNames.REQUEST_MODEL);
        String answered = item.firstOf(GenAiNames.RESPONSE_MODEL);
        this.model = asked.isEmpty() ? answered : asked;
        draft.event()
                .model(model)
                .responseModel(answered)
                .provider(ProviderNames.conventional(item.firstOf(GenAiNames.PROVIDER)))
                .operation(operation(item.text(GenAiNames.OPERATION)))
                .stopReason(stopReason(item));
        String tier = serviceTier(item.firstOf(GenAiNames.SERVICE_TIER));
        if (!tier.isEmpty()) {
            draft.event().serviceTier(tier);
        }
        this.tokens = countedTokens(draft);
        this.eventId = idOf(item, source, model, draft);
        status();
    }

    static GenAiCall of(OtlpItem item, OtlpSource source) {
        return new GenAiCall(item, source);
    }

    /** Why an item is no call; null where it is one. */
    static @Nullable Mapped noCall(OtlpItem item) {
        String operation = item.text(GenAiNames.OPERATION);
        if (GenAiNames.SUMS.contains(operation)) {
            return Ignorable.operation(operation, Why.SUM_OF_OTHERS);
        }
        if (GenAiNames.NO_INFERENCE.contains(operation)) {
            return Ignorable.operation(operation, Why.NO_USAGE);
        }
        if (item.server()) {
            return Ignorable.operation(operation, Why.OTHER_SIGNAL_IS_MONEY);
        }
        boolean failedCall = isFailed(item) && item.own().hasAny(GenAiNames.REQUEST_MODEL);
        return hasUsage(item) || failedCall ? null : Ignorable.operation(operation, Why.NO_USAGE);
    }

    static boolean hasUsage(OtlpItem item) {
        return item.own().hasAny(GenAiNames.INPUT) || item.own().hasAny(GenAiNames.OUTPUT);
    }

    CallDraft draft() {
        return draft;
    }

    TokenSplit tokens() {
        return tokens;
    }

    void tokens(TokenSplit better) {
        tokens = better;
    }

    Mapped finish(Identity identity, UsageInconsistencies inconsistencies) {
        Mapped mapped = draft.finish(eventId, tokens, identity);
        inconsistencies.note(mapped, tokens);
        return mapped;
    }

    private static TokenSplit countedTokens(CallDraft draft) {
        long audioInput = draft.count(GenAiNames.AUDIO_INPUT) - draft.count(GenAiNames.AUDIO_CACHE_READ);
        return TokenSplit.inclusive(
                        draft.count(GenAiNames.INPUT),
                        draft.count(GenAiNames.CACHE_READ),
                        draft.count(GenAiNames.CACHE_WRITE),
                        draft.count(GenAiNames.OUTPUT),
                        draft.count(GenAiNames.REASONING))
                .withAudio(Math.max(0, audioInput), draft.count(GenAiNames.AUDIO_OUTPUT));
    }

    /**
     * The response's id. Without one a call is told by the span it was made in, which its event names as well; counts
     * tell apart two calls made in one span.
     */
    private static String idOf(OtlpItem item, OtlpSource source, String model, CallDraft draft) {
        String responseId = item.text(GenAiNames.RESPONSE_ID);
        if (!responseId.isEmpty()) {
            return responseId;
        }
        long input = draft.count(GenAiNames.INPUT);
        long output = draft.count(GenAiNames.OUTPUT);
        if (!item.traceId().isEmpty() && !item.spanId().isEmpty()) {
            return "otel|" + item.traceId() + "|" + item.spanId() + "|" + model + "|" + input + "|" + output;
        }
        return CallDraft.hashedId(source, item.text("gen_ai.conversation.id"), item.endMs(), model, input, output);
    }

    private void status() {
        if (isFailed(item)) {
            boolean limited = GenAiNames.ERROR.stream()
                    .map(item::text)
                    .map(GenAiCall::statusOf)
                    .anyMatch("rate_limited"::equals);
            draft.event().status(limited ? "rate_limited" : "error");
        }
    }

    private static boolean isFailed(OtlpItem item) {
        return item.failed() || item.own().text(GenAiNames.ERROR_TYPE) != null;
    }

    /** Of an error's type: a status code, a class's name or a word. */
    static String statusOf(String errorType) {
        String lower = errorType.toLowerCase(Locale.ROOT).replace("_", "");
        return lower.equals("429") || lower.contains("ratelimit") || lower.equals("toomanyrequests")
                ? "rate_limited"
                : "error";
    }

    private static String stopReason(OtlpItem item) {
        String first = item.own().firstText(GenAiNames.FINISH_REASONS);
        if (first == null) {
            return "";
        }
        // some write the array as a text
        return first.startsWith("[") ? first.replaceAll("^\\[\\s*\"?([^\",\\]]*).*", "$1") : first;
    }

    private static String serviceTier(String reported) {
        return Set.of("default", "auto", "standard").contains(reported) ? "" : reported;
    }

    /** Gateways name the function that was called, for example {@code acompletion}. */
    static String operation(String reported) {
        return switch (reported) {
            case "text_completion", "atext_completion" -> "text_completion";
            case "embedding", "aembedding", "embeddings" -> "embeddings";
            case "generate_content", "agenerate_content" -> "generate_content";
            default -> "chat";
        };
    }
}
