package io.flyball.ingest.record;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as Python and databases write them, where the native record would refuse them: a blank for the T, an offset of
 * hours alone or none at all, which is UTC.
 */
public final class LenientTime {
    private static final Pattern SHAPE = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,18}+)?) ?(|[Zz]|UTC|[+-]\\d\\d(?::?\\d\\d)?)");

    /** Seconds reach this in the year 5138, milliseconds in 1973. */
    private static final BigDecimal FIRST_MILLISECONDS = new BigDecimal("100000000000");

    private static final BigDecimal MS_PER_SECOND = BigDecimal.valueOf(1000);
    private static final BigDecimal BEYOND = new BigDecimal("1e18");

    private LenientTime() {}

    /** Epoch ms, or {@link Rfc3339#INVALID}. */
    public static long epochMs(String text) {
        Matcher m = SHAPE.matcher(text);
        return m.matches() ? Rfc3339.epochMs(m.group(1) + "T" + m.group(2) + offset(m.group(3))) : Rfc3339.INVALID;
    }

    /** Epoch ms of a number of seconds or, beyond 10^11, of milliseconds; {@link Rfc3339#INVALID} where it is neither. */
    public static long epochMs(BigDecimal number) {
        if (number.signum() < 0 || number.compareTo(BEYOND) >= 0) {
            return Rfc3339.INVALID;
        }
        BigDecimal ms = number.compareTo(FIRST_MILLISECONDS) < 0 ? number.multiply(MS_PER_SECOND) : number;
        return ms.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private static String offset(String text) {
        if (!text.startsWith("+") && !text.startsWith("-")) {
            return "Z";
        }
        return text.length() == 3 ? text + ":00" : text.substring(0, 3) + ":" + text.substring(text.length() - 2);
    }
}
