package io.flyball.core.reconcile;

import io.flyball.core.model.UsageEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** How many units by meter, zero or more in all. Not thread-safe. */
public final class Units {
    private final long[] byMeter = new long[Meter.values().length];

    /** How many of that meter. */
    public long of(Meter meter) {
        return byMeter[meter.ordinal()];
    }

    /** Adds; throws {@link ArithmeticException} past a long. */
    public Units add(Meter meter, long units) {
        byMeter[meter.ordinal()] = Math.addExact(byMeter[meter.ordinal()], units);
        return this;
    }

    /** Adds these units so many times, for example -1. */
    Units add(Units other, long times) {
        for (Meter meter : Meter.values()) {
            add(meter, Math.multiplyExact(other.of(meter), times));
        }
        return this;
    }

    static Units of(UsageEvent call) {
        Units units = new Units();
        for (Meter meter : Meter.values()) {
            units.add(meter, meter.unitsOf(call));
        }
        return units;
    }

    boolean isEmpty() {
        return Arrays.stream(byMeter).allMatch(n -> n == 0);
    }

    long sum(Meter.Side side) {
        long sum = 0;
        for (Meter meter : Meter.values()) {
            sum = meter.side() == side ? Math.addExact(sum, of(meter)) : sum;
        }
        return sum;
    }

    /** By name, without those there are none of. */
    public Map<String, Long> byName() {
        Map<String, Long> named = new TreeMap<>();
        for (Meter meter : Meter.values()) {
            if (of(meter) != 0) {
                named.put(meter.wireName(), of(meter));
            }
        }
        return named;
    }

    @Override
    public String toString() {
        return byName().toString();
    }
}
