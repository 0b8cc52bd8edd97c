package io.flyball.ingest.otlp;

import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import io.flyball.ingest.record.ProviderNames;
import java.util.List;
import java.util.Set;

/**
 * Spans by OpenInference's conventions. The prompt's count includes the cache and the completion's includes reasoning.
 * Only model calls are charged: agents and chains repeat the counts of the calls inside them.
 */
final class OpenInferenceMapper implements OtlpMapper {
    private static final String KIND = "openinference.span.kind";
    private static final String COUNTS = "llm.token_count.";
    private static final String PROMPT = "llm.token_count.prompt";
    private static final String COMPLETION = "llm.token_count.completion";
    private static final Set<String> MODEL_CALLS = Set.of("", "LLM", "EMBEDDING");

    private final IdentityRules identity;
    private final UsageInconsistencies inconsistencies;

    OpenInferenceMapper(IdentityRules identity, UsageInconsistencies inconsistencies) {
        this.identity = identity;
        this.inconsistencies = inconsistencies;
    }

    @Override
    public OtlpSource source() {
        return OtlpSource.OPENINFERENCE;
    }

    @Override
    public boolean claims(OtlpItem item) {
        return item.own().value(KIND) != null || item.own().hasKeyBeginning(COUNTS);
    }

    @Override
    public Mapped map(OtlpItem item, long nowMs) {
        boolean usage = item.own().hasAny(List.of(PROMPT, COMPLETION));
        String kind = item.text(KIND);
        if (!MODEL_CALLS.contains(kind)) {
            return Ignorable.item(item, usage ? Why.SUM_OF_OTHERS : Why.NO_USAGE);
        }
        if (!usage && !(item.failed() && kind.equals("LLM"))) {
            return Ignorable.item(item, Why.NO_USAGE);
        }
        GenAiCall call = GenAiCall.of(item, OtlpSource.OPENINFERENCE);
        CallDraft draft = call.draft();
        call.tokens(TokenSplit.inclusive(
                        draft.count(PROMPT),
                        draft.count("llm.token_count.prompt_details.cache_read"),
                        draft.count("llm.token_count.prompt_details.cache_write"),
                        draft.count(COMPLETION),
                        draft.count("llm.token_count.completion_details.reasoning"))
                .withAudio(
                        draft.count("llm.token_count.prompt_details.audio"),
                        draft.count("llm.token_count.completion_details.audio")));
        draft.event()
                .model(item.firstOf(List.of("llm.model_name", "embedding.model_name", "gen_ai.request.model")))
                .provider(ProviderNames.conventional(
                        item.firstOf(List.of("llm.provider", "llm.system", "gen_ai.provider.name", "gen_ai.system"))))
                .operation(kind.equals("EMBEDDING") ? "embeddings" : "chat");
        draft.reportedCost("llm.cost.total");
        return call.finish(identity.resolve(item.all()), inconsistencies);
    }
}
