package io.flyball.ingest.litellm;

import static io.flyball.ingest.litellm.LiteLlmPaths.METADATA;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.JsonLeaves;
import io.flyball.ingest.record.LeafReader;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.ModelName;
import io.flyball.ingest.record.Refusals;
import io.flyball.ingest.record.ReportedCostOnly;
import io.flyball.ingest.record.Rfc3339;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One record of LiteLLM as it becomes a call. Used once. */
final class LiteLlmCall {
    private static final Map<String, String> OPERATIONS = Map.of(
            "completion", "chat",
            "responses", "chat",
            "anthropic_messages", "chat",
            "text_completion", "text_completion",
            "embedding", "embeddings",
            "generate_content", "generate_content",
            "generate_content_stream", "generate_content");

    /** Names of the price that holds anyway. */
    private static final Set<String> STANDARD_TIERS = Set.of("", "standard", "default", "auto", "on_demand");

    private static final int MAX_LABEL_CHARS = 256;
    private static final long MAX_RETRIES = 1_000_000;

    private final LeafReader fields;

    /** The same fields for what is only informative: its faults are no reason to lose a call. */
    private final LeafReader informative;

    private final List<String> tags;
    private final Attributes identity;
    private final IdentityRules rules;
    private final LongAdder inconsistent;
    private final LiteLlmUsage usage;
    private final boolean cacheHit;

    LiteLlmCall(JsonLeaves.Result record, Attributes headers, IdentityRules rules, LongAdder inconsistent) {
        this.fields = new LeafReader(record.leaves());
        this.informative = new LeafReader(record.leaves());
        this.tags = record.lists().getOrDefault(LiteLlmPaths.TAGS, List.of());
        boolean row = fields.has("request_id") && !fields.has("id");
        this.identity = new LiteLlmIdentity(fields, tags, row).orElse(headers);
        this.rules = rules;
        this.inconsistent = inconsistent;
        this.usage = LiteLlmUsage.of(fields);
        this.cacheHit = fields.isTrue("cache_hit");
    }

    Mapped map(byte[] item, long nowMs) {
        BigDecimal cost = reportedCost();
        UsageEventBuilder builder = UsageEvent.builder().source(LiteLlmMapping.SOURCE);
        builder.eventId(fields.text("id", "request_id")).reportedCostUsd(cost).timeMs(endMs());
        rules.resolve(identity).setOn(builder);
        setModel(builder);
        setLabels(builder);
        if (cacheHit) {
            builder.reportedCostUsd(BigDecimal.ZERO); // nothing was bought, so there is no token to be priced
        } else {
            usage.setOn(builder);
        }
        UsageEvent event =
                ReportedCostOnly.guarded(builder.latencyMs(latencyMs()).build());
        if (isNoCall(event, cost)) {
            return new Mapped.Ignored("litellm.no_usage", Mapped.Ignored.Why.NO_USAGE);
        }
        RejectionReason reason = event.task().length() > UsageValidation.MAX_ID_CHARS
                ? RejectionReason.TOO_LARGE
                : UsageValidation.check(event, nowMs);
        if (reason != null) {
            fields.fault(reason, sentence(reason));
        }
        LeafReader.Fault fault = fields.fault();
        if (fault != null) {
            return Mapped.refused(fault.reason(), fault.why(), item);
        }
        if (usage.inconsistent()) {
            inconsistent.increment();
        }
        return new Mapped.Call(event);
    }

    /** What failed before it reached a model, and what is no inference, costs nothing and often names nobody. */
    private boolean isNoCall(UsageEvent event, @Nullable BigDecimal cost) {
        boolean nothingBought = usage.isEmpty() && (cost == null || cost.signum() == 0) && !cacheHit;
        boolean nobodys = event.model().isEmpty()
                || (event.user().isEmpty() && event.key().isEmpty());
        return fields.fault() == null
                && nothingBought
                && (event.failed() ? nobodys : !OPERATIONS.containsKey(syncCallType()));
    }

    private void setModel(UsageEventBuilder event) {
        String provider = fields.text("custom_llm_provider");
        ModelName model = ModelName.of(fields.text("model"), provider);
        if (model.provider().startsWith("azure.")) {
            // A deployment's name says nothing; the key by which LiteLLM found the price does.
            String priced = fields.text(
                    "model_map_information.model_map_key", METADATA + "model_map_information.model_map_key");
            model = priced.isEmpty() ? model : ModelName.of(priced, provider);
        }
        String requested =
                ModelName.of(fields.text("model_group", "model"), provider).name();
        event.model(requested).provider(shortened(model.provider()));
        if (!model.name().equals(requested)) {
            event.responseModel(model.name());
        }
    }

    private void setLabels(UsageEventBuilder event) {
        String callType = syncCallType();
        event.operation(OPERATIONS.getOrDefault(callType, callType.isEmpty() ? "chat" : shortened(callType)))
                .status(status());
        String tier = tier();
        if (!STANDARD_TIERS.contains(tier)) {
            event.serviceTier(tier);
        }
        String speed = ofUsage("speed");
        if (!speed.isEmpty()) {
            event.speed(shortened(speed));
        }
        String region = ofUsage("inference_geo");
        if (!region.isEmpty() && !region.equals("not_available")) {
            event.region(shortened(region));
        }
        if (fields.has(METADATA + "attempted_retries")) {
            event.attempt(Math.min(MAX_RETRIES, informative.count(METADATA + "attempted_retries")) + 1);
        }
        event.tags(labels());
    }

    private String tier() {
        String served = ofUsage("service_tier");
        String tier = served.isEmpty() ? fields.text("model_parameters.service_tier") : served;
        return shortened(tier).toLowerCase(Locale.ROOT);
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String tag : tags) {
            int colon = tag.indexOf(':');
            String name = colon > 0 ? tag.substring(0, colon).strip() : tag;
            String value = colon > 0 ? tag.substring(colon + 1).strip() : "true";
            if (name.length() <= MAX_LABEL_CHARS && value.length() <= MAX_LABEL_CHARS) {
                labels.put(name, value);
            }
        }
        if (cacheHit) {
            labels.put("cache_hit", "true");
        }
        return labels;
    }

    private String status() {
        String status = fields.text("status", METADATA + "status");
        if (status.isEmpty() || status.equals("success")) {
            return "ok";
        }
        if (!status.equals("failure")) {
            fields.fault(RejectionReason.UNKNOWN_STATUS, "status is none of LiteLLM's: it says success or failure.");
        }
        String error = "error_information.";
        String code = fields.text(error + "error_code", METADATA + error + "error_code");
        String errorClass = fields.text(error + "error_class", METADATA + error + "error_class");
        if (code.equals("429") || errorClass.contains("RateLimit")) {
            return "rate_limited";
        }
        return code.equals("499") || errorClass.contains("Cancelled") ? "aborted" : "error";
    }

    /**
     * What LiteLLM says the call cost. It writes 0 where it knows no price: 0 for tokens that were bought is nothing
     * said.
     */
    private @Nullable BigDecimal reportedCost() {
        for (String name : List.of("response_cost", "spend", "cost")) {
            BigDecimal cost = fields.decimal(name);
            if (cost != null) {
                return cost.signum() == 0 && !usage.isEmpty() && !cacheHit ? null : cost;
            }
        }
        return null;
    }

    private long endMs() {
        for (String name : List.of("endTime", "completionStartTime", "startTime")) {
            if (fields.has(name)) {
                return Math.max(0, fields.timeMs(name));
            }
        }
        fields.fault(RejectionReason.MISSING_TIME, "The record has no endTime: send LiteLLM's whole payload.");
        return 0;
    }

    /** From begin to end; LiteLLM's response time is, of a stream, only the time to its first piece. */
    private long latencyMs() {
        if (informative.has("request_duration_ms")) {
            return informative.count("request_duration_ms");
        }
        long startMs = informative.has("startTime") ? informative.timeMs("startTime") : Rfc3339.INVALID;
        long endMs = informative.has("endTime") ? informative.timeMs("endTime") : Rfc3339.INVALID;
        return startMs < 0 || endMs < startMs ? -1 : endMs - startMs;
    }

    /** Without the letter by which LiteLLM tells its asynchronous calls. */
    private String syncCallType() {
        String callType = fields.text("call_type");
        String withoutA = callType.startsWith("a") ? callType.substring(1) : callType;
        return OPERATIONS.containsKey(withoutA) ? withoutA : callType;
    }

    private String ofUsage(String name) {
        return fields.text(LiteLlmPaths.USAGES.stream().map(path -> path + name).toArray(String[]::new));
    }

    private static String shortened(String label) {
        return label.length() <= MAX_LABEL_CHARS ? label : label.substring(0, MAX_LABEL_CHARS);
    }

    private static String sentence(RejectionReason reason) {
        return switch (reason) {
            case TOO_LARGE ->
                "An id or a name in the record has over " + UsageValidation.MAX_ID_CHARS
                        + " characters: give LiteLLM's keys, users and sessions shorter ones.";
            case MISSING_EVENT_ID -> "The record has no id: send LiteLLM's payload, whose id is the call's.";
            case MISSING_MODEL -> "The record has no model: send LiteLLM's whole payload.";
            case MISSING_USER ->
                "The record names neither a user nor a key: give LiteLLM's keys a user_id or an alias,"
                        + " or name who pays in the header x-flyball-user of its callback.";
            default -> Refusals.sentence(reason);
        };
    }
}
