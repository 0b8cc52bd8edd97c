package io.flyball.ingest.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.flyball.ingest.record.DecimalText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scalars of OTLP/JSON: ids in hex of either case, other bytes in base64, whole numbers as numbers or texts. The
 * names of enumerations are no OTLP/JSON, but exporters built on a plain protobuf printer write them, so they are
 * understood; a name that is not known is an absent value, as an unknown field is.
 */
final class ProtoScalar {
    private static final Set<String> HEX_IDS = Set.of("traceId", "spanId", "parentSpanId");
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private ProtoScalar() {}

    /** The value the parser stands at, as the field's setter wants it; null for a name of an enumeration that is not known. */
    static @Nullable Object read(JsonParser parser, FieldDescriptor field) throws IOException, MalformedField {
        return switch (field.getJavaType()) {
            case STRING -> text(parser, field);
            case BOOLEAN -> truth(parser, field);
            case BYTE_STRING -> bytes(text(parser, field), field);
            case INT -> (int) whole(parser, field);
            case LONG -> whole(parser, field);
            case DOUBLE -> real(parser, field);
            case FLOAT -> (float) real(parser, field);
            case ENUM -> enumeration(parser, field);
            case MESSAGE -> throw new AssertionError("a message is no scalar");
        };
    }

    private static String text(JsonParser parser, FieldDescriptor field) throws IOException, MalformedField {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw MalformedField.type(field, "a text");
        }
        return parser.getText();
    }

    private static boolean truth(JsonParser parser, FieldDescriptor field) throws MalformedField {
        if (!parser.currentToken().isBoolean()) {
            throw MalformedField.type(field, "true or false");
        }
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    private static ByteString bytes(String text, FieldDescriptor field) throws MalformedField {
        boolean hex = HEX_IDS.contains(field.getJsonName());
        try {
            return ByteString.copyFrom(
                    hex ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw MalformedField.type(field, hex ? "an id in hex" : "base64");
        }
    }

    private static long whole(JsonParser parser, FieldDescriptor field) throws IOException, MalformedField {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return inRange(parser.getLongValue(), field);
        }
        BigDecimal decimal = isNumberOrText(parser) ? DecimalText.parse(parser.getText()) : null;
        BigInteger number = decimal == null ? null : exact(decimal);
        boolean unsigned = isUnsigned(field);
        if (number == null
                || number.compareTo(unsigned ? BigInteger.ZERO : LONG_MIN) < 0
                || number.compareTo(unsigned ? UNSIGNED_MAX : LONG_MAX) > 0) {
            throw MalformedField.number(field, "a whole number of 64 bits");
        }
        return inRange(number.longValue(), field);
    }

    private static long inRange(long number, FieldDescriptor field) throws MalformedField {
        boolean fits = field.getJavaType() == FieldDescriptor.JavaType.INT
                ? number >= Integer.MIN_VALUE && number <= 0xFFFF_FFFFL
                : true;
        if (!fits) {
            throw MalformedField.number(field, "a whole number of 32 bits");
        }
        return number;
    }

    private static double real(JsonParser parser, FieldDescriptor field) throws IOException, MalformedField {
        if (parser.currentToken().isNumeric()) {
            return parser.getDoubleValue();
        }
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            String text = parser.getText();
            if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
                return Double.parseDouble(text);
            }
            BigDecimal decimal = DecimalText.parse(text);
            if (decimal != null) {
                return decimal.doubleValue();
            }
        }
        throw MalformedField.number(field, "a number");
    }

    private static @Nullable Object enumeration(JsonParser parser, FieldDescriptor field)
            throws IOException, MalformedField {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT) {
            return field.getEnumType().findValueByNumberCreatingIfUnknown(parser.getIntValue());
        }
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return field.getEnumType().findValueByName(parser.getText());
        }
        throw MalformedField.number(field, "an enumeration's number");
    }

    private static boolean isNumberOrText(JsonParser parser) {
        return parser.currentToken().isNumeric() || parser.currentToken() == JsonToken.VALUE_STRING;
    }

    private static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            default -> false;
        };
    }

    private static @Nullable BigInteger exact(BigDecimal decimal) {
        try {
            return decimal.toBigIntegerExact();
        } catch (ArithmeticException hasFraction) {
            return null;
        }
    }
}
