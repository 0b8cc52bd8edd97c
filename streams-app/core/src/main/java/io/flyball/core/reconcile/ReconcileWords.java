package io.flyball.core.reconcile;

import io.flyball.core.model.NanoUsd;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What a comparison shows, for people. */
public final class ReconcileWords {
    private static final int MOST_NAMED = 3;

    private ReconcileWords() {}

    /** What a difference comes from, the largest part first: {@code missing_source +$3.20, price -$0.10}. */
    public static String drivers(Map<Driver, Long> parts) {
        StringJoiner words = new StringJoiner(", ");
        largestFirst(parts)
                .forEach(driver -> words.add(driver.wireName() + " " + signed(parts.getOrDefault(driver, 0L))));
        return words.length() == 0 ? "none" : words.toString();
    }

    /** Drivers of a part that shows, the largest part of either sign first. */
    static List<Driver> largestFirst(Map<Driver, Long> parts) {
        List<Driver> drivers = new ArrayList<>();
        parts.forEach((driver, nanoUsd) -> {
            if (Math.abs(nanoUsd) >= NanoUsd.PER_USD / 20_000) {
                drivers.add(driver);
            }
        });
        drivers.sort(Comparator.comparing((Driver driver) -> -Math.abs(parts.getOrDefault(driver, 0L))));
        return drivers;
    }

    /** An amount with its sign. */
    public static String signed(long nanoUsd) {
        String amount = NanoUsd.toDisplayString(Math.abs(nanoUsd));
        return (nanoUsd < 0 ? "-" : "+") + amount;
    }

    /** How many percent of another amount one is, with its sign and a tenth: {@code +2.4 %}. */
    public static String percent(long nanoUsd, long ofNanoUsd) {
        if (ofNanoUsd <= 0) {
            return nanoUsd == 0 ? "0.0 %" : "all of it";
        }
        long tenths = BigInteger.valueOf(nanoUsd)
                .multiply(BigInteger.valueOf(1000))
                .divide(BigInteger.valueOf(ofNanoUsd))
                .min(BigInteger.valueOf(999_999))
                .max(BigInteger.valueOf(-999_999))
                .longValueExact();
        String digits = Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10 + " %";
        return (tenths == 0 ? "" : tenths < 0 ? "-" : "+") + digits;
    }

    /** One comparison in a sentence. */
    public static String text(Reconciled reconciled) {
        long difference = reconciled.differenceNanoUsd();
        String sums = "Billed " + NanoUsd.toDisplayString(reconciled.billedNanoUsd()) + ", measured "
                + NanoUsd.toDisplayString(reconciled.measured().costNanoUsd());
        String basis = basis(reconciled);
        if (difference == 0) {
            return sums + ": they agree" + basis + ".";
        }
        return sums + " (" + percent(difference, reconciled.billedNanoUsd()) + "): " + drivers(reconciled.parts())
                + basis + ".";
    }

    private static String basis(Reconciled reconciled) {
        return switch (reconciled.basis()) {
            case METER, MODEL -> "";
            case DAY -> "; the bill names no model" + items(reconciled.otherByItem());
            case NO_USAGE -> "; the bill has amounts and no units" + items(reconciled.otherByItem());
            case NO_COST -> "; the bill has units and no amount yet";
            case NOT_BILLED -> "; the bill has nothing of it";
        };
    }

    private static String items(Map<String, Long> otherByItem) {
        List<String> named = otherByItem.entrySet().stream()
                .filter(item -> !item.getKey().isEmpty())
                .sorted(Comparator.comparing((Map.Entry<String, Long> item) -> -Math.abs(item.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_NAMED)
                .map(item -> item.getKey().toLowerCase(Locale.ROOT) + " " + NanoUsd.toDisplayString(item.getValue()))
                .toList();
        return named.isEmpty() ? "" : " (" + String.join(", ", named) + ")";
    }
}
