package io.flyball.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.files.JsonLines;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Spans with Langfuse's attributes, whose counts are one JSON text. Langfuse's own names are disjoint; those of OpenAI's
 * and of Anthropic's interfaces, which it takes as well, include what they include there.
 */
final class LangfuseMapper implements OtlpMapper {
    private static final String PREFIX = "langfuse.observation.";
    private static final String USAGE = "langfuse.observation.usage_details";
    private static final String COST = "langfuse.observation.cost_details";
    private static final Set<String> MODEL_CALLS = Set.of("", "generation", "embedding");

    private final IdentityRules identity;
    private final UsageInconsistencies inconsistencies;
    private final JsonLines json = new JsonLines();

    LangfuseMapper(IdentityRules identity, UsageInconsistencies inconsistencies) {
        this.identity = identity;
        this.inconsistencies = inconsistencies;
    }

    @Override
    public OtlpSource source() {
        return OtlpSource.LANGFUSE;
    }

    @Override
    public boolean claims(OtlpItem item) {
        return item.own().hasKeyBeginning(PREFIX);
    }

    @Override
    public Mapped map(OtlpItem item, long nowMs) {
        boolean usage = item.own().value(USAGE) != null;
        if (!MODEL_CALLS.contains(item.text("langfuse.observation.type"))) {
            return Ignorable.item(item, usage ? Why.SUM_OF_OTHERS : Why.NO_USAGE);
        }
        Mapped noCall = usage ? null : GenAiCall.noCall(item);
        if (noCall != null) {
            return noCall;
        }
        GenAiCall call = GenAiCall.of(item, OtlpSource.LANGFUSE);
        String model = item.text("langfuse.observation.model.name");
        if (!model.isEmpty()) {
            call.draft().event().model(model);
        }
        if (usage) {
            JsonNode details = object(item, USAGE, call.draft());
            call.tokens(details == null ? TokenSplit.NONE : new LangfuseUsage(details, call.draft()).tokens());
        }
        JsonNode cost = item.own().value(COST) == null ? null : object(item, COST, call.draft());
        if (cost != null && cost.path("total").isNumber()) {
            call.draft().reportedCostText(COST, cost.path("total").asText());
        }
        return call.finish(identity.resolve(item.all()), inconsistencies);
    }

    private @Nullable JsonNode object(OtlpItem item, String name, CallDraft draft) {
        JsonNode object =
                json.read(item.text(name).getBytes(StandardCharsets.UTF_8)).object();
        if (object == null) {
            draft.fault(RejectionReason.BAD_TYPE, name + " is no JSON object: send one with a number a kind.");
        }
        return object;
    }
}
