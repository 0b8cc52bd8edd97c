package io.flyball.ingest.record;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decimals by their digits, never through a double. */
public final class DecimalText {
    /** Longer texts are no amounts; reading a megabyte of digits would cost seconds. */
    private static final int MAX_LENGTH = 10_000;

    /** Three digits of exponent at most: a few bytes must not ask for a number of a billion digits. */
    private static final Pattern SHAPE = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");

    private DecimalText() {}

    /** The exact value, or null where the text is no decimal. */
    public static @Nullable BigDecimal parse(String text) {
        return text.length() <= MAX_LENGTH && SHAPE.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
