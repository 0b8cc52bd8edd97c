package io.flyball.core.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares what was measured with what was billed, provider by provider, day by day, model by model. */
public final class Reconciliation {
    private static final long DAY_MS = 86_400_000L;

    private final MeasuredDays measured;
    private final BilledDays billed;
    private final ListPrices listPrices;
    private final long nowMs;

    /** @param nowMs tells which days of a bill are final */
    public Reconciliation(MeasuredDays measured, BilledDays billed, ListPrices listPrices, long nowMs) {
        this.measured = measured;
        this.billed = billed;
        this.listPrices = listPrices;
        this.nowMs = nowMs;
    }

    /** All comparisons of a provider between two UTC days, ends included, as far as its bill covers them. */
    public List<Reconciled> of(String provider, long fromEpochDay, long toEpochDay) {
        List<Reconciled> all = new ArrayList<>();
        long last = Math.min(toEpochDay, billed.lastDay(provider));
        for (long day = Math.max(fromEpochDay, billed.firstDay(provider)); day <= last; day++) {
            List<Comparison> comparisons = Comparison.of(measured.of(provider, day), billed.of(provider, day));
            for (Comparison comparison : comparisons) {
                all.add(reconciled(provider, day, comparison));
            }
        }
        return all;
    }

    private Reconciled reconciled(String provider, long day, Comparison comparison) {
        Entry total = comparison.total();
        Billed bill = total.billed();
        long difference =
                Math.subtractExact(bill.costNanoUsd(), total.measured().costNanoUsd());
        // A row that begins within the day prices it from its end on at the latest: ask for the last instant.
        Valuation valuation = new Valuation(provider, (day + 1) * DAY_MS - 1, listPrices);
        Map<Driver, Long> parts = Attribution.of(comparison, valuation.of(comparison), difference);
        return new Reconciled(
                provider,
                day,
                comparison.model(),
                comparison.names(),
                comparison.basis(),
                total.measured(),
                bill.units(),
                bill.requests(),
                bill.costNanoUsd(),
                bill.otherByItem(),
                parts,
                bill.revisedUntilMs() > nowMs);
    }
}
