package io.flyball.connect.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.model.NanoUsd;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one result. What is wrong with the first bad one is kept; a result with a problem is refused as a whole,
 * for half a line of a bill is worse than none.
 */
final class ResultFields {
    /** Longer numbers are no amounts and no counts. */
    private static final int MOST_DIGITS = 60;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,60}(?:\\.\\d{1,60})?(?:[eE][+-]?\\d{1,2})?");

    private final JsonNode node;
    private @Nullable String problem;

    ResultFields(JsonNode node) {
        this.node = node;
        if (!node.isObject()) {
            problem = "it is no object";
        }
    }

    /** What is wrong, for a sentence; null where nothing is. */
    @Nullable
    String problem() {
        return problem;
    }

    void note(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    /** A text; empty where it is absent or null. */
    String text(String path) {
        JsonNode found = at(path);
        if (found.isMissingNode() || found.isNull()) {
            return "";
        }
        if (!found.isTextual()) {
            note(path + " is no text");
            return "";
        }
        return found.textValue();
    }

    /** A number of zero or more; 0 where it is absent or null. */
    long count(String path) {
        return count(path, 0);
    }

    /** The same, with what an absent one stands for. */
    long count(String path, long absent) {
        JsonNode found = at(path);
        if (found.isMissingNode() || found.isNull()) {
            return absent;
        }
        BigDecimal number = number(found);
        if (number == null || number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
            note(path + " is no whole number of zero or more");
            return 0;
        }
        if (number.precision() - number.scale() > 18) {
            note(path + " is too large");
            return 0;
        }
        return number.longValueExact();
    }

    /** A count without which the result is something else than we take it for. */
    long requiredCount(String path) {
        JsonNode found = at(path);
        if (found.isMissingNode() || found.isNull()) {
            note(path + " is missing");
        }
        return count(path);
    }

    boolean truth(String path) {
        JsonNode found = at(path);
        return found.isBoolean() && found.booleanValue();
    }

    /** An amount in US dollars by its digits, never through a double; zero with a problem where it is none. */
    BigDecimal amountUsd(String path, int decimalsOfUnit) {
        JsonNode found = at(path);
        BigDecimal number = number(found);
        if (number == null) {
            note(path + (found.isMissingNode() || found.isNull() ? " is missing" : " is no decimal"));
            return BigDecimal.ZERO;
        }
        BigDecimal usd = number.movePointLeft(decimalsOfUnit);
        try {
            long unused = NanoUsd.ofUsd(usd);
            return usd;
        } catch (ArithmeticException tooLarge) {
            note(path + " is too large");
            return BigDecimal.ZERO;
        }
    }

    private JsonNode at(String path) {
        return node.at("/" + path.replace('.', '/'));
    }

    private static @Nullable BigDecimal number(JsonNode found) {
        if (found.isNumber()) {
            BigDecimal value = found.decimalValue();
            boolean absurd = value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > MOST_DIGITS;
            return absurd ? null : value;
        }
        return found.isTextual() && DECIMAL.matcher(found.textValue()).matches()
                ? new BigDecimal(found.textValue())
                : null;
    }
}
