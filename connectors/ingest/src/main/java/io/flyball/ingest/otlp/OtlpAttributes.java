package io.flyball.ingest.otlp;

import io.flyball.ingest.record.Attributes;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of one level: resource, scope or item. Of a key given twice the first counts. */
final class OtlpAttributes implements Attributes {
    private final Map<String, AnyValue> values;

    private OtlpAttributes(Map<String, AnyValue> values) {
        this.values = values;
    }

    static OtlpAttributes of(List<KeyValue> attributes) {
        Map<String, AnyValue> values = new HashMap<>(attributes.size() * 2);
        for (KeyValue attribute : attributes) {
            values.putIfAbsent(attribute.getKey(), attribute.getValue());
        }
        return new OtlpAttributes(values);
    }

    /** The same without the attributes whose text this is, for sources that write a mark where there is no value. */
    OtlpAttributes withoutText(String mark) {
        Map<String, AnyValue> kept = new HashMap<>(values);
        kept.values().removeIf(value -> mark.equals(textOf(value)));
        return new OtlpAttributes(kept);
    }

    boolean hasKeyBeginning(String prefix) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    /** Whether one of them has a value that is not the empty text. */
    boolean hasAny(List<String> names) {
        return names.stream().anyMatch(name -> value(name) != null);
    }

    /** The value as it was sent; null where there is none or it is the empty text. */
    @Nullable
    AnyValue value(String name) {
        AnyValue value = values.get(name);
        boolean absent = value == null
                || value.getValueCase() == AnyValue.ValueCase.VALUE_NOT_SET
                || (value.hasStringValue() && value.getStringValue().isEmpty());
        return absent ? null : value;
    }

    @Override
    public @Nullable String text(String name) {
        AnyValue value = value(name);
        return value == null ? null : textOf(value);
    }

    /** The text of a scalar, or of the first element of an array. */
    @Nullable
    String firstText(String name) {
        AnyValue value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.hasArrayValue()) {
            return textOf(value);
        }
        return value.getArrayValue().getValuesCount() == 0
                ? null
                : textOf(value.getArrayValue().getValues(0));
    }

    /** The text of a scalar; null of anything else. */
    static @Nullable String textOf(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case DOUBLE_VALUE -> decimal(value.getDoubleValue());
            default -> null;
        };
    }

    private static String decimal(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
