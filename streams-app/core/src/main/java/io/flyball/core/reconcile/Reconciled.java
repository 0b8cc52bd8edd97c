package io.flyball.core.reconcile;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of a model on a day beside what was billed.
 *
 * @param epochDay UTC day
 * @param model empty where amounts name no model and all of the day is compared
 * @param names names on either side that were taken for it
 * @param billedUnits by the reports of usage
 * @param billedRequests calls by the reports of usage; negative where they do not say
 * @param billedNanoUsd by the reports of cost
 * @param otherByItem billed amounts that are no meter's, by what they are for, nano-USD
 * @param parts the difference by what it comes from; they sum up to it
 * @param revisable whether the bill of that day may still change
 */
public record Reconciled(
        String provider,
        long epochDay,
        String model,
        List<String> names,
        Basis basis,
        Measured measured,
        Units billedUnits,
        long billedRequests,
        long billedNanoUsd,
        Map<String, Long> otherByItem,
        Map<Driver, Long> parts,
        boolean revisable) {
    public Reconciled {
        names = List.copyOf(names);
        otherByItem = Map.copyOf(otherByItem);
        parts = Collections.unmodifiableMap(new EnumMap<>(parts));
    }

    /** Billed less measured, nano-USD. */
    public long differenceNanoUsd() {
        return Math.subtractExact(billedNanoUsd, measured.costNanoUsd());
    }

    /** One part of the difference, nano-USD. */
    public long part(Driver driver) {
        return parts.getOrDefault(driver, 0L);
    }
}
