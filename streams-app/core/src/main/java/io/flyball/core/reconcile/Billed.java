package io.flyball.core.reconcile;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What a provider billed for a model on a day, or for what names no model. Not thread-safe. */
final class Billed {
    private final Units units = new Units();
    private final Map<Meter, Long> costByMeter = new EnumMap<>(Meter.class);
    private final Map<String, Long> otherByItem = new TreeMap<>();
    private long unmeteredNanoUsd;
    private long requests = -1;
    private boolean hasUsage;
    private boolean hasCost;
    private long revisedUntilMs;

    void add(BillLine line) {
        revisedUntilMs = Math.max(revisedUntilMs, line.revisedUntilMs());
        if (line.usage()) {
            hasUsage = true;
            units.add(line.units(), 1);
            requests = line.requests() < 0 ? requests : Math.max(0, requests) + line.requests();
            return;
        }
        hasCost = true;
        if (line.meter() != null) {
            costByMeter.merge(line.meter(), line.costNanoUsd(), Math::addExact);
        } else {
            unmeteredNanoUsd = Math.addExact(unmeteredNanoUsd, line.costNanoUsd());
            otherByItem.merge(line.lineItem(), line.costNanoUsd(), Math::addExact);
        }
    }

    Billed add(Billed other) {
        units.add(other.units, 1);
        other.costByMeter.forEach((meter, nanoUsd) -> costByMeter.merge(meter, nanoUsd, Math::addExact));
        other.otherByItem.forEach((item, nanoUsd) -> otherByItem.merge(item, nanoUsd, Math::addExact));
        unmeteredNanoUsd = Math.addExact(unmeteredNanoUsd, other.unmeteredNanoUsd);
        requests = other.requests < 0 ? requests : Math.max(0, requests) + other.requests;
        hasUsage |= other.hasUsage;
        hasCost |= other.hasCost;
        revisedUntilMs = Math.max(revisedUntilMs, other.revisedUntilMs);
        return this;
    }

    Units units() {
        return units;
    }

    Map<Meter, Long> costByMeter() {
        return costByMeter;
    }

    /** Amounts that are no meter's. */
    long unmeteredNanoUsd() {
        return unmeteredNanoUsd;
    }

    /** The same by what they are for. */
    Map<String, Long> otherByItem() {
        return otherByItem;
    }

    long costNanoUsd() {
        return costByMeter.values().stream().reduce(unmeteredNanoUsd, Math::addExact);
    }

    /** Negative where the bill does not say. */
    long requests() {
        return requests;
    }

    boolean hasUsage() {
        return hasUsage;
    }

    boolean hasCost() {
        return hasCost;
    }

    long revisedUntilMs() {
        return revisedUntilMs;
    }
}
