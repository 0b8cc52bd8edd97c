package io.flyball.core.reconcile;

import io.flyball.core.price.ExactRatio;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a unit of each meter is worth by the bill, in nano-USD: where it has an amount for the meter, amount by units; where
 * it has one amount for several meters, the list prices scaled to that amount, or, where one of them has no list price, the
 * same for all. A meter the bill does not have is worth its list price, scaled as the bill scales the others.
 */
final class Valuation {
    private final String provider;
    private final long timeMs;
    private final ListPrices listPrices;

    Valuation(String provider, long timeMs, ListPrices listPrices) {
        this.provider = provider;
        this.timeMs = timeMs;
        this.listPrices = listPrices;
    }

    /** Values by meter, for each entry in order. */
    List<Map<Meter, Fraction>> of(Comparison comparison) {
        List<Map<Meter, Fraction>> values = new ArrayList<>();
        for (Entry entry : comparison.entries()) {
            Map<Meter, Fraction> byMeter = billed(entry);
            if (comparison.unnamed().costNanoUsd() == 0) {
                spread(entry.billed().unmeteredNanoUsd(), List.of(entry), List.of(byMeter));
            }
            values.add(byMeter);
        }
        spread(comparison.unnamed().costNanoUsd(), comparison.entries(), values);
        for (int i = 0; i < values.size(); i++) {
            fill(comparison.entries().get(i), values.get(i));
        }
        return values;
    }

    /** What the bill says meter by meter. */
    private static Map<Meter, Fraction> billed(Entry entry) {
        Map<Meter, Fraction> values = new EnumMap<>(Meter.class);
        entry.billed().costByMeter().forEach((meter, nanoUsd) -> {
            long units = entry.billed().units().of(meter);
            if (units > 0) {
                values.put(meter, Fraction.of(nanoUsd).dividedBy(Fraction.of(units)));
            }
        });
        return values;
    }

    /** One amount over all billed meters that have none of their own. */
    private void spread(long amountNanoUsd, List<Entry> entries, List<Map<Meter, Fraction>> values) {
        Fraction listed = Fraction.ZERO;
        long units = 0;
        boolean allListed = true;
        for (int i = 0; i < entries.size(); i++) {
            for (Meter meter : Meter.values()) {
                long billed = entries.get(i).billed().units().of(meter);
                if (billed > 0 && !values.get(i).containsKey(meter)) {
                    Optional<Fraction> list = list(entries.get(i), meter);
                    listed = listed.plus(list.orElse(Fraction.ZERO).times(billed));
                    units = Math.addExact(units, billed);
                    allListed &= list.isPresent();
                }
            }
        }
        if (amountNanoUsd == 0 || units == 0) {
            return;
        }
        boolean byList = allListed && listed.signum() > 0;
        Fraction scale = Fraction.of(amountNanoUsd).dividedBy(byList ? listed : Fraction.of(units));
        for (int i = 0; i < entries.size(); i++) {
            for (Meter meter : Meter.values()) {
                Optional<Fraction> weight = byList ? list(entries.get(i), meter) : Optional.of(Fraction.ONE);
                if (weight.isPresent()) {
                    values.get(i).putIfAbsent(meter, weight.get().times(scale));
                }
            }
        }
    }

    /** Meters the bill does not have. */
    private void fill(Entry entry, Map<Meter, Fraction> values) {
        Fraction billed = Fraction.ZERO;
        Fraction listed = Fraction.ZERO;
        Fraction all = Fraction.ZERO;
        long units = 0;
        for (Map.Entry<Meter, Fraction> value : values.entrySet()) {
            long n = entry.billed().units().of(value.getKey());
            Fraction worth = value.getValue().times(n);
            all = all.plus(worth);
            units = Math.addExact(units, n);
            Optional<Fraction> list = list(entry, value.getKey());
            if (list.isPresent()) {
                billed = billed.plus(worth);
                listed = listed.plus(list.get().times(n));
            }
        }
        boolean scaled = billed.signum() > 0 && listed.signum() > 0;
        Fraction scale = scaled ? billed.dividedBy(listed) : Fraction.ONE;
        Fraction average = units > 0 ? all.dividedBy(Fraction.of(units)) : Fraction.ZERO;
        for (Meter meter : Meter.values()) {
            if (entry.uses(meter) && !values.containsKey(meter)) {
                values.put(meter, list(entry, meter).map(p -> p.times(scale)).orElse(average));
            }
        }
    }

    private Optional<Fraction> list(Entry entry, Meter meter) {
        Optional<ExactRatio> price = listPrices.nanoUsdPerUnit(provider, entry.model(), meter, timeMs);
        return price.map(Fraction::of);
    }
}
