package io.flyball.ingest.otlp;

import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import io.flyball.ingest.record.ProviderNames;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LiteLLM's spans. The one with the counts is charged, be it the request's own or the server's: which of them has the
 * counts depends on settings. Input includes the cache. What the cache did is, for most providers, only in the usage
 * object, a text as Python prints it; of that the numbers of known names are read and nothing else.
 */
final class LiteLlmMapper implements OtlpMapper {
    private static final String RAW_REQUEST = "raw_gen_ai_request";
    private static final String USAGE_OBJECT = "metadata.usage_object";
    private static final String CUSTOM_HEADERS = "metadata.requester_custom_headers";

    private static final Pattern READ = count("cached_tokens|cache_read_input_tokens");
    private static final Pattern WRITTEN = count("cache_creation_input_tokens|cache_creation_tokens");
    private static final Pattern WRITTEN_1H = count("ephemeral_1h_input_tokens");
    private static final Pattern REASONING = count("reasoning_tokens");
    private static final Pattern SESSION =
            Pattern.compile("['\"]x-claude-code-session-id['\"]: ['\"]([0-9A-Za-z-]{1,100})['\"]");

    private final IdentityRules identity;
    private final UsageInconsistencies inconsistencies;

    LiteLlmMapper(IdentityRules identity, UsageInconsistencies inconsistencies) {
        this.identity = identity;
        this.inconsistencies = inconsistencies;
    }

    @Override
    public OtlpSource source() {
        return OtlpSource.LITELLM;
    }

    @Override
    public boolean claims(OtlpItem item) {
        return item.service().equals("litellm")
                || item.scope().equals("litellm")
                || item.own().hasKeyBeginning("metadata.user_api_key_");
    }

    @Override
    public Mapped map(OtlpItem item, long nowMs) {
        if (item.name().equals(RAW_REQUEST)) {
            return Ignorable.item(item, Why.OTHER_SIGNAL_IS_MONEY);
        }
        boolean failedCall = item.failed() && item.own().hasAny(GenAiNames.REQUEST_MODEL);
        if (!GenAiCall.hasUsage(item) && !failedCall) {
            return Ignorable.item(item, Why.NO_USAGE);
        }
        GenAiCall call = GenAiCall.of(item, OtlpSource.LITELLM);
        call.tokens(tokens(item, call.draft()));
        call.draft().reportedCost("gen_ai.cost.total_cost");
        call.draft()
                .event()
                .operation(GenAiCall.operation(item.firstOf(List.of("llm.request.type", GenAiNames.OPERATION))));
        String model = item.text("litellm.provider.model");
        if (model.indexOf('/') > 0) {
            call.draft().event().provider(ProviderNames.conventional(model.substring(0, model.indexOf('/'))));
        }
        return call.finish(identity.resolve(withSession(item)), inconsistencies);
    }

    private static TokenSplit tokens(OtlpItem item, CallDraft draft) {
        String usage = item.text(USAGE_OBJECT);
        return TokenSplit.inclusive(
                        draft.count(GenAiNames.INPUT),
                        item.own().hasAny(GenAiNames.CACHE_READ)
                                ? draft.count(GenAiNames.CACHE_READ)
                                : greatest(READ, usage),
                        item.own().hasAny(GenAiNames.CACHE_WRITE)
                                ? draft.count(GenAiNames.CACHE_WRITE)
                                : greatest(WRITTEN, usage),
                        draft.count(GenAiNames.OUTPUT),
                        item.own().hasAny(GenAiNames.REASONING)
                                ? draft.count(GenAiNames.REASONING)
                                : greatest(REASONING, usage))
                .withHourOf(greatest(WRITTEN_1H, usage));
    }

    /** The session that Claude Code tells any gateway in a header. */
    private static Attributes withSession(OtlpItem item) {
        Matcher m = SESSION.matcher(item.text(CUSTOM_HEADERS));
        String session = m.find() ? m.group(1) : null;
        Attributes header = name -> name.equals("x-claude-code-session-id") ? session : null;
        return item.all().orElse(header);
    }

    private static Pattern count(String names) {
        return Pattern.compile("['\"](?:" + names + ")['\"]: ([0-9]{1,18})\\b");
    }

    /** Of several names of one count the greatest value: those that do not apply are 0. */
    private static long greatest(Pattern count, String usage) {
        long greatest = 0;
        for (Matcher m = count.matcher(usage); m.find(); ) {
            greatest = Math.max(greatest, Long.parseLong(m.group(1)));
        }
        return greatest;
    }
}
