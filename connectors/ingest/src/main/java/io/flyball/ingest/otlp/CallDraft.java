package io.flyball.ingest.otlp;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.ingest.record.DecimalText;
import io.flyball.ingest.record.Identity;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Rfc3339;
import io.flyball.ingest.record.Sha256;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call in the making: reads an item's counts and remembers the first thing that is wrong with them. */
final class CallDraft {
    private static final int MAX_TOLD_CHARS = 40;
    private static final long MAX_LATENCY_MS = 366L * 86_400_000L;

    private final OtlpItem item;
    private final OtlpSource source;
    private final UsageEventBuilder event = UsageEvent.builder();
    private @Nullable RejectionReason fault;
    private String why = "";

    CallDraft(OtlpItem item, OtlpSource source) {
        this.item = item;
        this.source = source;
        event.source(source.wireName()).latencyMs(item.durationMs());
        timeMs(item.endMs());
    }

    UsageEventBuilder event() {
        return event;
    }

    /** The time of the call where it is not the item's. */
    void timeMs(long epochMs) {
        event.timeMs(epochMs == Rfc3339.INVALID ? -1 : epochMs);
    }

    /** The first of these attributes that is there, as a count; 0 where there is none. */
    long count(List<String> names) {
        for (String name : names) {
            AnyValue value = item.own().value(name);
            if (value != null) {
                return count(name, value);
            }
        }
        return 0;
    }

    long count(String name) {
        return count(List.of(name));
    }

    /** What the source says the call cost, in USD; stays absent where the attribute is. */
    void reportedCost(String name) {
        reportedCost(name, 0);
    }

    /** The same in units of 10 to the power of {@code -digits} USD. */
    void reportedCost(String name, int digits) {
        String text = item.own().text(name);
        if (text != null) {
            reportedCostText(name, text, digits);
        }
    }

    /** The same, read out of an attribute of that name. */
    void reportedCostText(String name, String text) {
        reportedCostText(name, text, 0);
    }

    private void reportedCostText(String name, String text, int digits) {
        BigDecimal amount = DecimalText.parse(text);
        if (amount == null) {
            fault(RejectionReason.BAD_NUMBER, told(name, text) + " is no amount: send a decimal.");
        } else if (amount.signum() < 0) {
            fault(RejectionReason.NEGATIVE_COUNT, told(name, text) + " is below 0: send what the call cost.");
        } else {
            event.reportedCostUsd(amount.movePointLeft(digits));
        }
    }

    /** How long the call took, in ms; what is no such number is passed over, since nothing is charged by it. */
    void latency(String name) {
        String text = item.own().text(name);
        BigDecimal ms = text == null ? null : DecimalText.parse(text);
        if (ms != null && ms.signum() >= 0 && ms.compareTo(BigDecimal.valueOf(MAX_LATENCY_MS)) <= 0) {
            event.latencyMs(ms.longValue());
        }
    }

    /** Notes that the item cannot be counted; of several reasons the first of all reasons stays. */
    void fault(RejectionReason reason, String sentence) {
        if (fault == null || reason.compareTo(fault) < 0) {
            fault = reason;
            why = sentence;
        }
    }

    /** An id for an item that has none: the same for the same item sent again. */
    static String hashedId(OtlpSource source, Object... parts) {
        StringBuilder text = new StringBuilder(source.wireName());
        for (Object part : parts) {
            text.append('\n').append(part);
        }
        return source.wireName() + "|" + Sha256.hexOf(text.toString()).substring(0, 32);
    }

    /** The call, or why there is none. */
    Mapped finish(String eventId, TokenSplit tokens, Identity identity) {
        tokens.setOn(event);
        identity.setOn(event);
        UsageEvent call = event.eventId(eventId).build();
        if (item.endMs() == Rfc3339.INVALID) {
            fault(
                    RejectionReason.MISSING_TIME,
                    named() + " has no time: send event.timestamp, a span's end or timeUnixNano.");
        }
        RejectionReason impossible = UsageValidation.check(call, call.timeMs());
        if (impossible != null) {
            fault(impossible, sentence(impossible));
        }
        return fault == null
                ? new Mapped.Call(call)
                : Mapped.refused(fault, why, item.message().toByteArray());
    }

    private long count(String name, AnyValue value) {
        BigDecimal number =
                switch (value.getValueCase()) {
                    case INT_VALUE -> BigDecimal.valueOf(value.getIntValue());
                    case DOUBLE_VALUE ->
                        Double.isFinite(value.getDoubleValue()) ? BigDecimal.valueOf(value.getDoubleValue()) : null;
                    case STRING_VALUE ->
                        DecimalText.parse(value.getStringValue().strip());
                    default -> null;
                };
        try {
            long count = number == null ? -1 : number.longValueExact();
            if (number != null && count >= 0) {
                return count;
            }
        } catch (ArithmeticException fractionOrTooGreat) {
            number = null;
        }
        String told = told(name, String.valueOf(OtlpAttributes.textOf(value)));
        if (number == null) {
            fault(RejectionReason.BAD_NUMBER, told + " is no whole number: send a count.");
        } else {
            fault(RejectionReason.NEGATIVE_COUNT, told + " is below 0: send a count.");
        }
        return 0;
    }

    private String sentence(RejectionReason reason) {
        return switch (reason) {
            case MISSING_MODEL -> named() + " names no model: send the model that was asked for.";
            case MISSING_USER ->
                named()
                        + " names nobody who pays: set user.email in OTEL_RESOURCE_ATTRIBUTES, or send the header"
                        + " x-flyball-user.";
            case BAD_TIME -> named() + " has a time outside 1970 to 9999: set the clock of whoever sends it.";
            case TOO_LARGE ->
                named() + " has an id of more than " + UsageValidation.MAX_ID_CHARS + " characters: shorten it.";
            default -> named() + " is no possible call (" + reason.wireName() + "): mend what sends it.";
        };
    }

    private String named() {
        return "A call of " + source.wireName();
    }

    private String told(String name, String value) {
        String shown = value.length() > MAX_TOLD_CHARS ? value.substring(0, MAX_TOLD_CHARS) + "..." : value;
        return named() + ": " + name + " \"" + shown + "\"";
    }
}
