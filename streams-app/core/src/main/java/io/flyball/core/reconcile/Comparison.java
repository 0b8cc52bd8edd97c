package io.flyball.core.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is compared with what: as a rule one model, or, where a bill's amounts name no model, all of a day.
 *
 * @param model empty where it is not one model
 * @param names all names that were taken for it
 * @param entries by model; several only where the amounts name none
 * @param unnamed amounts that name no model, to be spread over the entries
 */
record Comparison(String model, List<String> names, List<Entry> entries, Billed unnamed, boolean wholeDay) {
    private static final String NO_MODEL = "";

    Comparison {
        names = List.copyOf(names);
        entries = List.copyOf(entries);
    }

    /** The comparisons of a provider's day. */
    static List<Comparison> of(Map<String, Measured> measured, Map<String, Billed> billed) {
        Map<String, Billed> named = new TreeMap<>(billed);
        Billed unnamed = named.remove(NO_MODEL);
        List<Entry> entries = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        Names.matched(measured.keySet(), named.keySet()).forEach((model, names) -> {
            Entry entry = entry(model, names, measured, named);
            entries.add(entry);
            comparisons.add(new Comparison(model, names, List.of(entry), new Billed(), false));
        });
        if (unnamed == null) {
            return comparisons;
        }
        boolean usageNamed = named.values().stream().anyMatch(Billed::hasUsage);
        boolean costNamed = named.values().stream().anyMatch(Billed::hasCost);
        Set<String> all = new LinkedHashSet<>();
        comparisons.forEach(comparison -> all.addAll(comparison.names()));
        if (unnamed.hasUsage() && !usageNamed) {
            Entry sum = new Entry(NO_MODEL, new Measured(), new Billed().add(unnamed));
            entries.forEach(entry -> {
                sum.measured().add(entry.measured());
                sum.billed().add(entry.billed());
            });
            return List.of(new Comparison(NO_MODEL, List.copyOf(all), List.of(sum), new Billed(), true));
        }
        if (unnamed.hasCost() && !costNamed) {
            return List.of(new Comparison(NO_MODEL, List.copyOf(all), entries, unnamed, true));
        }
        Entry beside = new Entry(NO_MODEL, new Measured(), unnamed);
        comparisons.add(new Comparison(NO_MODEL, List.of(), List.of(beside), new Billed(), true));
        return comparisons;
    }

    private static Entry entry(
            String model, List<String> names, Map<String, Measured> measured, Map<String, Billed> billed) {
        Measured ours = new Measured();
        Billed theirs = new Billed();
        for (String name : names) {
            ours.add(measured.getOrDefault(name, new Measured()));
            theirs.add(billed.getOrDefault(name, new Billed()));
        }
        return new Entry(model, ours, theirs);
    }

    /** Both sides of all entries, with what names no model. */
    Entry total() {
        Entry total = new Entry(model, new Measured(), new Billed().add(unnamed));
        for (Entry entry : entries) {
            total.measured().add(entry.measured());
            total.billed().add(entry.billed());
        }
        return total;
    }

    Basis basis() {
        Billed billed = total().billed();
        boolean units = !billed.units().isEmpty();
        if (!billed.hasCost()) {
            return units ? Basis.NO_COST : Basis.NOT_BILLED;
        }
        if (!units) {
            return wholeDay ? Basis.DAY : Basis.NO_USAGE;
        }
        if (wholeDay) {
            return Basis.DAY;
        }
        return billed.costByMeter().isEmpty() ? Basis.MODEL : Basis.METER;
    }
}
