package io.flyball.app.backtest;

import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.spend.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the scopes something happened to spent by the hour, and what was spent while it was slowed. Fed with every charge,
 * in any order.
 */
final class SpendTimeline {
    private final Map<Scope, TreeMap<Long, Long>> nanoUsdByHour = new HashMap<>();
    private final Map<Scope, List<Slowed>> slowedByScope = new HashMap<>();
    private final Map<Throttle, Slowed> slowed = new HashMap<>();
    private final Map<Level, Long> atMostNanoUsd = new EnumMap<>(Level.class);

    /** A throttle with what its scope spent under it. Mutable. */
    private static final class Slowed {
        private final Throttle throttle;
        private long nanoUsd;

        Slowed(Throttle throttle) {
            this.throttle = throttle;
        }
    }

    /** @param watched scopes whose spend is kept; those that are throttled are among them */
    SpendTimeline(Collection<Scope> watched, List<Throttle> throttles) {
        watched.forEach(scope -> nanoUsdByHour.put(scope, new TreeMap<>()));
        for (Throttle throttle : throttles) {
            Slowed spent = new Slowed(throttle);
            slowed.put(throttle, spent);
            slowedByScope
                    .computeIfAbsent(throttle.scope(), s -> new ArrayList<>())
                    .add(spent);
        }
    }

    void add(ChargedCall charge) {
        List<Level> strongest = new ArrayList<>(1);
        add(charge.payer(), charge, strongest);
        charge.forEachSharedScope(scope -> add(scope, charge, strongest));
        strongest.stream()
                .max(Level::compareTo)
                .ifPresent(level -> atMostNanoUsd.merge(level, charge.costNanoUsd(), Long::sum));
    }

    private void add(Scope scope, ChargedCall charge, List<Level> levels) {
        TreeMap<Long, Long> hours = nanoUsdByHour.get(scope);
        if (hours == null) {
            return;
        }
        long timeMs = charge.call().timeMs();
        hours.merge(Slice.HOUR.slotOf(timeMs), charge.costNanoUsd(), Long::sum);
        for (Slowed spent : slowedByScope.getOrDefault(scope, List.of())) {
            if (spent.throttle.holdsAt(timeMs)) {
                spent.nanoUsd += charge.costNanoUsd();
                if (spent.throttle.slows()) {
                    levels.add(spent.throttle.level());
                }
            }
        }
    }

    /** What a watched scope spent, nano-USD, by hour since the epoch; hours without spend are left out. */
    TreeMap<Long, Long> nanoUsdByHour(Scope scope) {
        return nanoUsdByHour.getOrDefault(scope, new TreeMap<>());
    }

    /** What the throttle's scope spent under it, nano-USD. */
    long spentNanoUsd(Throttle throttle) {
        Slowed spent = slowed.get(throttle);
        return spent == null ? 0 : spent.nanoUsd;
    }

    /** What was spent under each level that slows; a call under several throttles counts once, under the strongest. */
    Map<Level, Long> atMostNanoUsd() {
        return atMostNanoUsd;
    }
}
