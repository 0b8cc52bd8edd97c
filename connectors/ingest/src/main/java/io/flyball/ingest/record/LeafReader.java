package io.flyball.ingest.record;

import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.JsonLeaves.Leaf;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields out of the leaves of one record and remembers the first fault in the order of {@link RejectionReason},
 * with a sentence that names the field. Numbers are taken as numbers or as text, since sources write both. Not
 * thread-safe.
 */
public final class LeafReader {
    /** Why the record cannot be counted. */
    public record Fault(RejectionReason reason, String why) {}

    /** How Python and databases write that there is nothing. */
    private static final Set<String> NOTHING = Set.of("", "None", "null", "NULL", "\\N");

    private static final int MAX_SHOWN = 40;

    private final Map<String, Leaf> leaves;
    private @Nullable Fault fault;

    public LeafReader(Map<String, Leaf> leaves) {
        this.leaves = leaves;
    }

    /** The first fault so far, or null. */
    public @Nullable Fault fault() {
        return fault;
    }

    /** Notes a fault found elsewhere. */
    public void fault(RejectionReason reason, String why) {
        if (fault == null || reason.compareTo(fault.reason()) < 0) {
            fault = new Fault(reason, why);
        }
    }

    public boolean has(String path) {
        return leaf(path) != null;
    }

    /** The scalar as text, numbers in their digits; null where there is none. */
    public @Nullable String textOrNull(String path) {
        Leaf leaf = leaf(path);
        return leaf == null ? null : leaf.text();
    }

    /** The first of these that has a value, or the empty text. */
    public String text(String... paths) {
        for (String path : paths) {
            Leaf leaf = leaf(path);
            if (leaf != null) {
                return leaf.text();
            }
        }
        return "";
    }

    /** Whether it is true, written as a truth or as a text in any case. */
    public boolean isTrue(String path) {
        Leaf leaf = leaf(path);
        return leaf != null
                && (leaf.text().equalsIgnoreCase("true") || leaf.text().equals("t"));
    }

    /** The count, 0 where it is absent or faulty. */
    public long count(String path) {
        BigDecimal value = decimal(path);
        if (value == null) {
            return 0;
        }
        if (value.signum() < 0) {
            fault(RejectionReason.NEGATIVE_COUNT, path + " is " + shown(value) + ": give 0 or more.");
            return 0;
        }
        try {
            return value.longValueExact();
        } catch (ArithmeticException fractionOrTooGreat) {
            fault(
                    RejectionReason.BAD_NUMBER,
                    path + " is " + shown(value) + ": give a whole number of at most 64 bits.");
            return 0;
        }
    }

    /** The greatest of these counts. */
    public long greatest(String... paths) {
        long greatest = 0;
        for (String path : paths) {
            greatest = Math.max(greatest, count(path));
        }
        return greatest;
    }

    /** The decimal by its digits, or null where it is absent or, with a fault, none. */
    public @Nullable BigDecimal decimal(String path) {
        Leaf leaf = leaf(path);
        if (leaf == null) {
            return null;
        }
        BigDecimal value = leaf.kind() == Leaf.Kind.TRUTH ? null : DecimalText.parse(leaf.text());
        if (value == null) {
            // the value is not shown: where a number belongs, anything may stand
            fault(RejectionReason.BAD_NUMBER, path + " is no number: give its digits.");
        }
        return value;
    }

    /**
     * A time in epoch ms: text, or a number of seconds or of milliseconds, told apart by its size.
     *
     * @return {@link Rfc3339#INVALID}, with a fault where it is no time, without one where it is absent
     */
    public long timeMs(String path) {
        Leaf leaf = leaf(path);
        if (leaf == null) {
            return Rfc3339.INVALID;
        }
        BigDecimal number = leaf.kind() == Leaf.Kind.TRUTH ? null : DecimalText.parse(leaf.text());
        long timeMs = number == null ? LenientTime.epochMs(leaf.text()) : LenientTime.epochMs(number);
        if (timeMs == Rfc3339.INVALID) {
            fault(RejectionReason.BAD_TIME, path + " is no time: give RFC 3339, or seconds since 1970.");
        }
        return timeMs;
    }

    private @Nullable Leaf leaf(String path) {
        Leaf leaf = leaves.get(path);
        return leaf == null || (leaf.kind() == Leaf.Kind.TEXT && NOTHING.contains(leaf.text())) ? null : leaf;
    }

    private static String shown(BigDecimal value) {
        String text = value.round(new MathContext(20, RoundingMode.HALF_EVEN)).toString();
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) : text;
    }
}
