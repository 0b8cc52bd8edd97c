package io.flyball.app.reconcile;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.reconcile.Driver;
import io.flyball.core.reconcile.ProviderSummary;
import io.flyball.core.reconcile.ReconcileWords;
import io.flyball.core.reconcile.Reconciled;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A reconciliation for a terminal: by provider its models, the days that differ most, and what to do. */
final class ReconcileTable {
    private static final int MOST_MODELS = 20;
    private static final int MOST_DAYS = 5;
    private static final int LONGEST_NAME = 32;
    private static final String ROW = "  %-" + LONGEST_NAME + "s %14s %14s %13s %9s  %s%n";

    private final ReconcileResult result;

    ReconcileTable(ReconcileResult result) {
        this.result = result;
    }

    void print(PrintWriter out) {
        result.notes().forEach(note -> out.println("note: " + note));
        for (ProviderSummary provider : result.providers()) {
            out.printf(Locale.ROOT, "%n%s, %s to %s (UTC days)%n", provider.provider(), result.from(), result.to());
            if (provider.comparisons().isEmpty()) {
                out.println("  nothing billed and nothing measured on these days");
                continue;
            }
            models(provider, out);
            days(provider, out);
            out.println("  " + provider.advice());
            if (provider.revisableDays() > 0) {
                out.printf(
                        Locale.ROOT,
                        "  %d of these days may still be revised by the provider.%n",
                        provider.revisableDays());
            }
        }
        out.flush();
    }

    private static void models(ProviderSummary provider, PrintWriter out) {
        Map<String, List<Reconciled>> byModel = new TreeMap<>();
        provider.comparisons().forEach(each -> byModel.computeIfAbsent(each.model(), model -> new ArrayList<>())
                .add(each));
        List<ProviderSummary> rows = byModel.entrySet().stream()
                .map(model ->
                        ProviderSummary.of(model.getKey().isEmpty() ? "(no model)" : model.getKey(), model.getValue()))
                .sorted(Comparator.comparing(
                        (ProviderSummary row) -> -Math.max(row.billedNanoUsd(), row.measuredNanoUsd())))
                .toList();
        out.printf(Locale.ROOT, ROW, "model", "measured", "billed", "difference", "of bill", "what drives it");
        rows.stream().limit(MOST_MODELS).forEach(row -> row(row.provider(), row, out));
        if (rows.size() > MOST_MODELS) {
            out.printf(Locale.ROOT, "  and %,d more: see --out%n", rows.size() - MOST_MODELS);
        }
        row("all", provider, out);
    }

    private static void row(String name, ProviderSummary row, PrintWriter out) {
        row(name, row.measuredNanoUsd(), row.billedNanoUsd(), row.parts(), out);
    }

    private static void row(String name, long measured, long billed, Map<Driver, Long> parts, PrintWriter out) {
        long difference = Math.subtractExact(billed, measured);
        out.printf(
                Locale.ROOT,
                ROW,
                name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "~",
                NanoUsd.toDisplayString(measured),
                NanoUsd.toDisplayString(billed),
                difference == 0 ? "$0.00" : ReconcileWords.signed(difference),
                ReconcileWords.percent(difference, billed),
                ReconcileWords.drivers(parts));
    }

    private static void days(ProviderSummary provider, PrintWriter out) {
        long days = provider.comparisons().stream()
                .map(Reconciled::epochDay)
                .distinct()
                .count();
        List<Reconciled> largest = provider.comparisons().stream()
                .filter(each -> Math.abs(each.differenceNanoUsd()) >= NanoUsd.PER_USD / 100)
                .sorted(Comparator.comparing((Reconciled each) -> -Math.abs(each.differenceNanoUsd()))
                        .thenComparing(Reconciled::epochDay))
                .limit(MOST_DAYS)
                .toList();
        if (days < 2 || largest.isEmpty()) {
            return;
        }
        out.println("  largest differences of a day:");
        largest.forEach(each -> row(
                "  " + LocalDate.ofEpochDay(each.epochDay()) + " " + each.model(),
                each.measured().costNanoUsd(),
                each.billedNanoUsd(),
                each.parts(),
                out));
    }
}
