package io.flyball.ingest.otlp;

import io.flyball.ingest.record.DecimalText;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import io.flyball.ingest.record.ProviderNames;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * The access log of Envoy AI Gateway, sent by Envoy's OTLP sink. Its names are chosen in the gateway's configuration:
 * those of the conventions and the customary keys of its metadata are understood. Values are texts, and a dash where
 * there is none. Input includes the cache.
 */
final class EnvoyAiGatewayMapper implements OtlpMapper {
    private static final String ABSENT = "-";
    private static final List<String> SIGNS =
            List.of("x-request-id", "response_code", "start_time", "x-ai-eg-model", "route_name");
    private static final List<String> INPUT = plus(GenAiNames.INPUT, "llm_input_token");
    private static final List<String> OUTPUT = plus(GenAiNames.OUTPUT, "llm_output_token");
    private static final List<String> CACHE_READ = plus(GenAiNames.CACHE_READ, "llm_cached_input_token");
    private static final List<String> CACHE_WRITE = plus(GenAiNames.CACHE_WRITE, "llm_cache_creation_input_token");
    private static final List<String> MODEL = plus(GenAiNames.REQUEST_MODEL, "x-ai-eg-model");
    private static final int FIRST_ERROR_CODE = 400;

    private final IdentityRules identity;
    private final UsageInconsistencies inconsistencies;

    EnvoyAiGatewayMapper(IdentityRules identity, UsageInconsistencies inconsistencies) {
        this.identity = identity;
        this.inconsistencies = inconsistencies;
    }

    @Override
    public OtlpSource source() {
        return OtlpSource.ENVOY_AI_GATEWAY;
    }

    @Override
    public boolean claims(OtlpItem item) {
        return item.signal() == OtlpSignal.LOGS
                && item.name().isEmpty()
                && item.own().hasAny(SIGNS)
                && (item.own().hasAny(INPUT)
                        || item.own().hasAny(OUTPUT)
                        || item.own().hasAny(MODEL));
    }

    @Override
    public Mapped map(OtlpItem logged, long nowMs) {
        OtlpItem item = logged.withOwn(logged.own().withoutText(ABSENT));
        boolean usage = item.own().hasAny(INPUT) || item.own().hasAny(OUTPUT);
        int code = codeOf(item);
        if (!usage && (code < FIRST_ERROR_CODE || !item.own().hasAny(MODEL))) {
            return Ignorable.item(item, Why.NO_USAGE);
        }
        CallDraft draft = new CallDraft(item, OtlpSource.ENVOY_AI_GATEWAY);
        String model = item.firstOf(MODEL);
        String answered = item.firstOf(GenAiNames.RESPONSE_MODEL);
        draft.event()
                .model(model.isEmpty() ? answered : model)
                .responseModel(answered)
                .provider(ProviderNames.conventional(item.firstOf(GenAiNames.PROVIDER)))
                .operation(GenAiCall.operation(item.text(GenAiNames.OPERATION)))
                .status(code < FIRST_ERROR_CODE ? "ok" : code == 429 ? "rate_limited" : "error");
        draft.latency("duration");
        endOf(item, draft);
        TokenSplit tokens = TokenSplit.inclusive(
                draft.count(INPUT),
                draft.count(CACHE_READ),
                draft.count(CACHE_WRITE),
                draft.count(OUTPUT),
                draft.count(GenAiNames.REASONING));
        Mapped mapped = draft.finish(idOf(item, model, tokens), tokens, identity.resolve(item.all()));
        inconsistencies.note(mapped, tokens);
        return mapped;
    }

    /** Envoy stamps an entry with the time at which the request began. */
    private static void endOf(OtlpItem item, CallDraft draft) {
        long latencyMs = draft.event().build().latencyMs();
        if (latencyMs > 0) {
            draft.timeMs(item.endMs() + latencyMs);
        }
    }

    private static String idOf(OtlpItem item, String model, TokenSplit tokens) {
        String id = item.firstOf(List.of(GenAiNames.RESPONSE_ID, "x-request-id"));
        return id.isEmpty()
                ? CallDraft.hashedId(OtlpSource.ENVOY_AI_GATEWAY, item.endMs(), model, tokens.idText())
                : id;
    }

    private static int codeOf(OtlpItem item) {
        BigDecimal code = DecimalText.parse(item.text("response_code"));
        return code == null || code.abs().compareTo(BigDecimal.valueOf(999)) > 0 ? 0 : code.intValue();
    }

    private static List<String> plus(List<String> names, String last) {
        return Stream.concat(names.stream(), Stream.of(last)).toList();
    }
}
