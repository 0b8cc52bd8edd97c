package io.flyball.core.reconcile;

import io.flyball.core.model.NanoUsd;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All comparisons of one provider together.
 *
 * @param comparisons at least one
 * @param parts sums over them
 */
public record ProviderSummary(
        String provider,
        List<Reconciled> comparisons,
        long measuredNanoUsd,
        long billedNanoUsd,
        Map<Driver, Long> parts) {
    /** Below a hundredth of the bill there is nothing to look for. */
    private static final long NEGLIGIBLE_DIVISOR = 100;

    private static final int MOST_MODELS = 3;

    /** The sums over these comparisons. */
    public static ProviderSummary of(String provider, List<Reconciled> comparisons) {
        Map<Driver, Long> parts = new EnumMap<>(Driver.class);
        long measured = 0;
        long billed = 0;
        for (Reconciled each : comparisons) {
            measured = Math.addExact(measured, each.measured().costNanoUsd());
            billed = Math.addExact(billed, each.billedNanoUsd());
            each.parts().forEach((driver, nanoUsd) -> parts.merge(driver, nanoUsd, Math::addExact));
        }
        return new ProviderSummary(provider, List.copyOf(comparisons), measured, billed, parts);
    }

    /** Billed less measured, nano-USD. */
    public long differenceNanoUsd() {
        return Math.subtractExact(billedNanoUsd, measuredNanoUsd);
    }

    /** How many of its days may still change. */
    public long revisableDays() {
        return comparisons.stream()
                .filter(Reconciled::revisable)
                .mapToLong(Reconciled::epochDay)
                .distinct()
                .count();
    }

    /** One sentence on what to do, about the largest part; parts that cancel out in the sum are no less wrong. */
    public String advice() {
        Driver driver = largest();
        if (driver == null) {
            return "Bill and measurement agree within 1 %: nothing to do.";
        }
        String models = models(driver);
        return switch (driver) {
            case UNPRICED ->
                "The largest part are calls without a price: import price rows for " + models
                        + " (\"flyball prices import\"), and the calls are priced afterwards.";
            case LATE ->
                "The largest part are calls that came after the admission horizon, of " + models
                        + ": find the source that reports so late, or raise admission_horizon in the policy.";
            case MISSING_SOURCE ->
                "The largest part was billed and reported by nobody, on " + models
                        + ": find the keys and projects of the bill that have no telemetry, and connect them.";
            case CACHE_CLASS ->
                "The largest part is cached input that a source counts otherwise than the bill, on " + models
                        + ": check whether it counts what is read from the cache as input, or the other way round.";
            case PRICE ->
                "The largest part are other rates than those of the price book, on " + models
                        + ": put the rates of your contract into the book (\"flyball prices import\").";
            case SURPLUS ->
                "The largest part was measured and not billed, on " + models
                        + ": a source reports calls of another account, or one call under two ids, or the bill is not complete.";
            case UNEXPLAINED ->
                "The largest part stands on lines that count no tokens, or in one of the two reports alone," + " on "
                        + models + ": look at those lines in the table.";
        };
    }

    private @Nullable Driver largest() {
        Map<Driver, Long> sizes = new EnumMap<>(Driver.class);
        comparisons.forEach(
                each -> each.parts().forEach((driver, n) -> sizes.merge(driver, Math.abs(n), Math::addExact)));
        long negligible = Math.max(billedNanoUsd, measuredNanoUsd) / NEGLIGIBLE_DIVISOR;
        return sizes.entrySet().stream()
                .filter(size -> size.getValue() > negligible)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private String models(Driver driver) {
        Map<String, Long> byModel = new TreeMap<>();
        comparisons.forEach(each -> byModel.merge(
                each.model().isEmpty() ? "no model" : each.model(), Math.abs(each.part(driver)), Math::addExact));
        List<String> named = byModel.entrySet().stream()
                .filter(model -> model.getValue() > 0)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_MODELS)
                .map(model -> model.getKey() + " (" + NanoUsd.toDisplayString(model.getValue()) + ")")
                .toList();
        return String.join(", ", named);
    }
}
