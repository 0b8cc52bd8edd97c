package io.flyball.ingest.cloudevents;

import static io.flyball.ingest.cloudevents.MeterTokens.DATA;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Identity;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.LeafReader;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.ModelName;
import io.flyball.ingest.record.Refusals;
import io.flyball.ingest.record.ReportedCostOnly;
import io.flyball.ingest.record.Rfc3339;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event whose data tells tokens under names of its own. Used once. */
final class MeterEvent {
    private static final List<String> COSTS =
            List.of("reported_cost_usd", "cost_usd", "cost", "total_cost_usd", "total_cost");
    private static final List<String> LABELS = List.of(
            "model",
            "model_name",
            "response_model",
            "provider",
            "service_tier",
            "status",
            "latency_ms",
            "user",
            "user_id",
            "user_email",
            "key",
            "team",
            "agent",
            "session",
            "session_id",
            "conversation_id",
            "task",
            "org",
            "cost_center");
    private static final Set<String> FAILURES = Set.of("error", "aborted", "rate_limited");
    private static final Set<String> STANDARD_TIERS = Set.of("", "standard", "default", "auto");

    private final Envelope envelope;
    private final LeafReader fields;
    private final Attributes headers;
    private final IdentityRules rules;

    MeterEvent(Envelope envelope, LeafReader fields, Attributes headers, IdentityRules rules) {
        this.envelope = envelope;
        this.fields = fields;
        this.headers = headers;
        this.rules = rules;
    }

    /** The paths within the data of all that is read but for its tokens. */
    static List<String> paths() {
        return Stream.concat(COSTS.stream(), LABELS.stream()).toList();
    }

    Mapped map(byte[] item, long nowMs, LongAdder inconsistent) {
        MeterTokens.Shape shape = MeterTokens.shape(fields);
        BigDecimal cost = cost();
        if (shape == MeterTokens.Shape.NONE && cost == null && fields.fault() == null) {
            return new Mapped.Ignored("cloudevents.no_usage", Mapped.Ignored.Why.NO_USAGE);
        }
        checkShape(shape);
        MeterTokens tokens = MeterTokens.of(fields, shape);
        UsageEventBuilder builder = UsageEvent.builder();
        builder.eventId(envelope.eventId())
                .source(envelope.isLiteLlm() ? "litellm" : envelope.source())
                .timeMs(timeMs(nowMs))
                .reportedCostUsd(isUnsaid(cost, tokens) ? null : cost);
        tokens.setOn(builder);
        setModel(builder);
        setLabels(builder);
        identity().setOn(builder);
        if (envelope.isLiteLlm() && cost != null && cost.signum() > 0) {
            builder.responseModel(ReportedCostOnly.MODEL); // its prompt tokens hide what was cached, its cost does not
        }
        UsageEvent event = ReportedCostOnly.guarded(builder.build());
        RejectionReason reason = UsageValidation.check(event, nowMs);
        if (reason != null) {
            fields.fault(reason, sentence(reason));
        }
        LeafReader.Fault fault = fields.fault();
        if (fault != null) {
            return Mapped.refused(fault.reason(), fault.why(), item);
        }
        if (tokens.inconsistent()) {
            inconsistent.increment();
        }
        return new Mapped.Call(event);
    }

    private void checkShape(MeterTokens.Shape shape) {
        if (shape == MeterTokens.Shape.READING_OF_UNKNOWN_KIND) {
            fields.fault(
                    RejectionReason.BAD_TYPE,
                    "data.tokens cannot be priced without their kind: give data.type as input or output, or send"
                            + " input_tokens and output_tokens.");
        }
        if (shape == MeterTokens.Shape.TOTAL_ALONE) {
            fields.fault(
                    RejectionReason.BAD_TYPE,
                    "data.total_tokens alone cannot be priced: send input_tokens and output_tokens.");
        }
    }

    private @Nullable BigDecimal cost() {
        for (String name : COSTS) {
            BigDecimal cost = fields.decimal(DATA + name);
            if (cost != null) {
                return cost;
            }
        }
        return null;
    }

    /** LiteLLM writes 0 where it knows no price. */
    private boolean isUnsaid(@Nullable BigDecimal cost, MeterTokens tokens) {
        return cost != null && cost.signum() == 0 && envelope.isLiteLlm() && !tokens.isEmpty();
    }

    private long timeMs(long nowMs) {
        long timeMs = envelope.timeMs(nowMs);
        if (timeMs == Rfc3339.INVALID) {
            fields.fault(RejectionReason.BAD_TIME, "The event's time is none: give RFC 3339 with an offset.");
            return 0;
        }
        return timeMs;
    }

    private void setModel(UsageEventBuilder event) {
        String provider = data("provider");
        ModelName model = ModelName.of(data("model", "model_name"), provider);
        ModelName answered = ModelName.of(data("response_model"), provider);
        event.model(model.name()).provider(model.provider()).responseModel(answered.name());
    }

    private void setLabels(UsageEventBuilder event) {
        String status = data("status");
        if (FAILURES.contains(status)) {
            event.status(status);
        }
        String tier = data("service_tier");
        if (!STANDARD_TIERS.contains(tier)) {
            event.serviceTier(tier);
        }
        if (fields.has(DATA + "latency_ms")) {
            event.latencyMs(fields.count(DATA + "latency_ms"));
        }
    }

    /** The subject pays. What else the data names counts before what the rules find in it, in extensions and headers. */
    private Identity identity() {
        Attributes own = name -> {
            String inData = fields.textOrNull(DATA + name);
            return inData != null ? inData : fields.textOrNull(name);
        };
        Identity ruled = rules.resolve(own.orElse(headers));
        return new Identity(
                first(envelope.subject(), data("user", "user_email", "user_id"), ruled.user()),
                first(data("key"), ruled.key()),
                first(data("team"), ruled.team()),
                first(data("agent"), ruled.agent()),
                first(data("session", "session_id", "conversation_id"), ruled.session()),
                first(data("task"), ruled.task()),
                first(data("org"), ruled.org()),
                first(data("cost_center"), ruled.costCenter()));
    }

    private String data(String... names) {
        for (String name : names) {
            String value = fields.text(DATA + name);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static String first(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static String sentence(RejectionReason reason) {
        return switch (reason) {
            case MISSING_MODEL -> "The event's data has no model: give data.model, so that its tokens have a price.";
            case MISSING_USER -> "The event names nobody who pays: give subject.";
            default -> Refusals.sentence(reason);
        };
    }
}
