package io.flyball.schemas;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a cost that a source reports: a decimal number of US dollars. */
public final class ReportedCost {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    /** A number of a million digits would take minutes to turn into binary. */
    private static final int MAX_LENGTH = 1000;

    private ReportedCost() {}

    /**
     * The number, or null where the text is no decimal or has an exponent of more than three digits. It may still be more
     * than a {@code long} of nano-USD can hold.
     */
    public static @Nullable BigDecimal parse(String text) {
        if (text.length() > MAX_LENGTH || !DECIMAL.matcher(text).matches()) {
            return null;
        }
        return new BigDecimal(text);
    }
}
