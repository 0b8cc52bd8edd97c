package io.flyball.core.reconcile;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.Price;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was measured, by provider, UTC day and model. Takes charges in the order in which each payer's were made; keeps
 * sums, and the ids of calls without a price and of late ones, nothing else. Not thread-safe.
 */
public final class MeasuredDays {
    private static final long DAY_MS = 86_400_000L;

    private final Map<Place, Map<String, Measured>> days = new HashMap<>();
    private final Set<String> unpriced = new HashSet<>();
    private final Set<String> late = new HashSet<>();
    private long setAsideNanoUsd;
    private long setAsideCalls;

    /** A provider's UTC day. */
    record Place(String provider, long epochDay) {}

    /** Takes a charge, a call's first or one that adjusts it. */
    public void add(ChargedCall charge) {
        UsageEvent call = charge.call();
        String provider = Names.provider(call.provider(), call.pricedModel());
        if (Commitments.covers(provider, call.serviceTier())) {
            setAsideNanoUsd = Math.addExact(setAsideNanoUsd, charge.costNanoUsd());
            setAsideCalls += charge.adjusts() ? 0 : 1;
            return;
        }
        Measured measured = of(provider, call);
        boolean hasPrice = charge.state() != Price.State.UNPRICED;
        String id = id(call);
        measured.addCost(call.source(), charge.costNanoUsd());
        if (!charge.adjusts()) {
            measured.addCall(Units.of(call), hasPrice);
        } else if (hasPrice == unpriced.contains(id)) {
            measured.reprice(Units.of(call), hasPrice);
        }
        if (hasPrice) {
            unpriced.remove(id);
        } else {
            unpriced.add(id);
        }
    }

    /** Takes a call that came after the admission horizon; one of the same id again counts once. */
    public void addLate(UsageEvent call) {
        String provider = Names.provider(call.provider(), call.pricedModel());
        if (!Commitments.covers(provider, call.serviceTier()) && late.add(id(call))) {
            of(provider, call).addLate(Units.of(call));
        }
    }

    private static String id(UsageEvent call) {
        return call.payer() + '\0' + call.eventId();
    }

    private Measured of(String provider, UsageEvent call) {
        return days.computeIfAbsent(new Place(provider, Math.floorDiv(call.timeMs(), DAY_MS)), place -> new TreeMap<>())
                .computeIfAbsent(call.pricedModel(), model -> new Measured());
    }

    /** By name of the model; empty where nothing was measured. */
    Map<String, Measured> of(String provider, long epochDay) {
        return days.getOrDefault(new Place(provider, epochDay), Map.of());
    }

    /** Cost by provider of what was measured in these days, ends included; nano-USD. */
    public Map<String, Long> costByProvider(long fromEpochDay, long toEpochDay) {
        Map<String, Long> costs = new TreeMap<>();
        days.forEach((place, models) -> {
            if (place.epochDay() >= fromEpochDay && place.epochDay() <= toEpochDay) {
                models.values().forEach(m -> costs.merge(place.provider(), m.costNanoUsd(), Math::addExact));
            }
        });
        return costs;
    }

    /** First UTC day of which a call was counted; empty where none was. */
    public OptionalLong firstDay() {
        return days.entrySet().stream()
                .filter(day -> day.getValue().values().stream().anyMatch(measured -> measured.calls() > 0))
                .mapToLong(day -> day.getKey().epochDay())
                .min();
    }

    /** Cost of calls that a commitment pays, which no report of costs has; nano-USD. */
    public long setAsideNanoUsd() {
        return setAsideNanoUsd;
    }

    /** How many such calls. */
    public long setAsideCalls() {
        return setAsideCalls;
    }
}
