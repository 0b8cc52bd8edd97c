package io.flyball.core.detect;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Window;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The words and the evidence of budgets that come to their end before their period does. */
public final class BudgetFindings {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.ENGLISH);

    private BudgetFindings() {}

    /**
     * What a budget's finding is about.
     *
     * @param period its window
     * @param budgetNanoUsd the whole budget, nano-USD
     * @param reachedNanoUsd the share that opened the finding, nano-USD
     */
    public record Budget(Scope scope, Window period, long budgetNanoUsd, long reachedNanoUsd, ZoneId zone) {
        private boolean isUsedUp() {
            return reachedNanoUsd >= budgetNanoUsd;
        }
    }

    /**
     * A share of the budget was reached.
     *
     * @param startMs when the period began, epoch ms
     * @param endMs when it ends, epoch ms
     */
    public static Finding opened(String id, Budget budget, long atMs, long spentNanoUsd, long startMs, long endMs) {
        String used = budget.scope() + " has used " + NanoUsd.toDisplayString(spentNanoUsd) + " of its "
                + NanoUsd.toDisplayString(budget.budgetNanoUsd()) + " budget for " + period(budget);
        return finding(
                id, budget, atMs, -1, atMs, spentNanoUsd, used + outlook(budget, atMs, spentNanoUsd, startMs, endMs));
    }

    private static String period(Budget budget) {
        return (budget.period().rolling() ? "" : "the ") + budget.period().wireName();
    }

    private static String outlook(Budget budget, long atMs, long spentNanoUsd, long startMs, long endMs) {
        if (budget.isUsedUp()) {
            return ", all of it: ask for more, or wait until " + text(budget, endMs) + ".";
        }
        if (budget.period().rolling()) {
            return ": spend less, or ask for more in time.";
        }
        long emptyMs = emptyAtMs(budget.budgetNanoUsd(), spentNanoUsd, startMs, atMs);
        return emptyMs < endMs
                ? ": at this pace it is used up on " + text(budget, emptyMs) + ", before the period ends; spend less"
                        + " or ask for more in time."
                : ": at this pace it lasts until the period ends.";
    }

    /** When the budget is used up if spend goes on as it did since the period began. */
    private static long emptyAtMs(long budgetNanoUsd, long spentNanoUsd, long startMs, long atMs) {
        return BigInteger.valueOf(atMs - startMs)
                .multiply(BigInteger.valueOf(budgetNanoUsd))
                .divide(BigInteger.valueOf(spentNanoUsd))
                .min(BigInteger.valueOf(Long.MAX_VALUE / 2))
                .add(BigInteger.valueOf(startMs))
                .longValueExact();
    }

    private static String text(Budget budget, long timeMs) {
        return DAY.format(Instant.ofEpochMilli(timeMs).atZone(budget.zone())) + " (" + budget.zone() + ")";
    }

    /** The period is over, or the budget is another one. */
    public static Finding closed(String id, Budget budget, long openedAtMs, long closedAtMs, long mostNanoUsd) {
        String text = budget.scope() + " is within its " + NanoUsd.toDisplayString(budget.budgetNanoUsd())
                + " budget for " + period(budget) + " again; it had spent "
                + NanoUsd.toDisplayString(mostNanoUsd) + ".";
        return finding(id, budget, openedAtMs, closedAtMs, closedAtMs, mostNanoUsd, text);
    }

    private static Finding finding(
            String id,
            Budget budget,
            long openedAtMs,
            long closedAtMs,
            long updatedAtMs,
            long spentNanoUsd,
            String text) {
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("budget_nano_usd", Long.toString(budget.budgetNanoUsd()));
        evidence.put("reached_nano_usd", Long.toString(budget.reachedNanoUsd()));
        evidence.put("spent_nano_usd", Long.toString(spentNanoUsd));
        evidence.put("share_percent", Long.toString(NanoUsd.percentOf(spentNanoUsd, budget.budgetNanoUsd())));
        return new Finding(
                id,
                FindingKind.PACE,
                budget.scope(),
                Severity.MEDIUM,
                budget.period().wireName(),
                openedAtMs,
                closedAtMs,
                updatedAtMs,
                spentNanoUsd,
                text,
                evidence);
    }
}
