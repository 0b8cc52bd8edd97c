package io.flyball.ingest.otlp;

import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import java.util.function.Predicate;

/** Sources that follow the conventions for GenAI and differ in nothing but how they are told. */
final class GenAiMapper implements OtlpMapper {
    private final OtlpSource source;
    private final Predicate<OtlpItem> claim;
    private final IdentityRules identity;
    private final UsageInconsistencies inconsistencies;

    private GenAiMapper(
            OtlpSource source,
            Predicate<OtlpItem> claim,
            IdentityRules identity,
            UsageInconsistencies inconsistencies) {
        this.source = source;
        this.claim = claim;
        this.identity = identity;
        this.inconsistencies = inconsistencies;
    }

    /** GitHub Copilot in an editor or on a command line. */
    static GenAiMapper copilot(IdentityRules identity, UsageInconsistencies inconsistencies) {
        return new GenAiMapper(
                OtlpSource.COPILOT,
                item -> item.service().startsWith("copilot") || item.service().startsWith("github-copilot"),
                identity,
                inconsistencies);
    }

    /** Traceloop's instrumentations (OpenLLMetry): of the conventions, and whom a call concerns under names of its own. */
    static GenAiMapper traceloop(IdentityRules identity, UsageInconsistencies inconsistencies) {
        return new GenAiMapper(
                OtlpSource.TRACELOOP,
                item -> item.own().hasKeyBeginning("traceloop."),
                identity.alsoNamed(
                        "traceloop.association.properties.user_id", "traceloop.association.properties.session_id"),
                inconsistencies);
    }

    /** Everything else that has attributes of the conventions. */
    static GenAiMapper conventional(IdentityRules identity, UsageInconsistencies inconsistencies) {
        return new GenAiMapper(
                OtlpSource.GEN_AI,
                item -> item.own().hasKeyBeginning("gen_ai.") || item.own().hasKeyBeginning("llm.usage."),
                identity,
                inconsistencies);
    }

    @Override
    public OtlpSource source() {
        return source;
    }

    @Override
    public boolean claims(OtlpItem item) {
        return claim.test(item);
    }

    @Override
    public Mapped map(OtlpItem item, long nowMs) {
        // of the older events each is one message, without the usage of the call
        boolean otherEvent = item.signal() == OtlpSignal.LOGS && !item.name().equals(GenAiNames.INFERENCE_EVENT);
        if (otherEvent && !GenAiCall.hasUsage(item)) {
            return Ignorable.item(item, Why.NO_USAGE);
        }
        Mapped noCall = GenAiCall.noCall(item);
        return noCall != null
                ? noCall
                : GenAiCall.of(item, source).finish(identity.resolve(item.all()), inconsistencies);
    }
}
