package io.flyball.core.reconcile;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a difference apart. With v what a unit is worth by the bill, b billed units, m those of our priced calls, u of
 * unpriced and l of late ones, what a bill's units are worth is
 *
 * <pre>v b = v m + v u + v l + v (b - m - u - l)</pre>
 *
 * so that the bill less our cost is the last three terms and {@code v m - cost}, which is the difference of rates. Of u and
 * l no more is taken than the bill has beyond m: a late call that is a copy of a counted one was billed once.
 */
final class Attribution {
    private final Map<Driver, Fraction> exact = new EnumMap<>(Driver.class);

    private Attribution() {}

    /** The parts of the difference, all drivers, nano-USD; they sum up to it to the nano-USD. */
    static Map<Driver, Long> of(Comparison comparison, List<Map<Meter, Fraction>> values, long differenceNanoUsd) {
        Attribution attribution = new Attribution();
        Basis basis = comparison.basis();
        if (basis == Basis.NOT_BILLED) {
            attribution.add(Driver.SURPLUS, Fraction.of(differenceNanoUsd));
        } else if (basis != Basis.NO_COST && hasUnits(comparison)) {
            for (int i = 0; i < values.size(); i++) {
                attribution.add(comparison.entries().get(i), values.get(i));
            }
        }
        return attribution.rounded(differenceNanoUsd);
    }

    private static boolean hasUnits(Comparison comparison) {
        return !comparison.total().billed().units().isEmpty();
    }

    private Map<Driver, Long> rounded(long differenceNanoUsd) {
        Map<Driver, Long> parts = new EnumMap<>(Driver.class);
        long rest = differenceNanoUsd;
        for (Driver driver : Driver.values()) {
            long part = exact.getOrDefault(driver, Fraction.ZERO).rounded();
            parts.put(driver, part);
            rest = Math.subtractExact(rest, part);
        }
        parts.put(Driver.UNEXPLAINED, rest);
        return parts;
    }

    private void add(Driver driver, Fraction nanoUsd) {
        exact.merge(driver, nanoUsd, Fraction::plus);
    }

    private void add(Entry entry, Map<Meter, Fraction> values) {
        Fraction ours = Fraction.ZERO;
        for (Meter meter : Meter.values()) {
            long priced = entry.measured().priced().of(meter);
            ours = ours.plus(values.getOrDefault(meter, Fraction.ZERO).times(priced));
        }
        add(Driver.PRICE, ours.minus(Fraction.of(entry.measured().costNanoUsd())));
        for (Meter.Side side : Meter.Side.values()) {
            add(side, entry, values);
        }
    }

    private void add(Meter.Side side, Entry entry, Map<Meter, Fraction> values) {
        Measured measured = entry.measured();
        long gap = Math.subtractExact(
                entry.billed().units().sum(side), measured.priced().sum(side));
        Fraction unpriced = share(gap, measured.unpriced().sum(side));
        long left = Math.max(0, gap)
                - Math.min(Math.max(0, gap), measured.unpriced().sum(side));
        Fraction late = share(left, measured.late().sum(side));
        Residue residue = new Residue();
        for (Meter meter : Meter.values()) {
            if (meter.side() == side) {
                Fraction value = values.getOrDefault(meter, Fraction.ZERO);
                Fraction u = unpriced.times(measured.unpriced().of(meter));
                Fraction l = late.times(measured.late().of(meter));
                add(Driver.UNPRICED, value.times(u));
                add(Driver.LATE, value.times(l));
                long beyond = Math.subtractExact(
                        entry.billed().units().of(meter), measured.priced().of(meter));
                residue.add(Fraction.of(beyond).minus(u).minus(l), value);
            }
        }
        residue.moved().forEach(this::add);
    }

    /** How much of so many units fits into a gap. */
    private static Fraction share(long gap, long units) {
        if (units <= 0 || gap <= 0) {
            return Fraction.ZERO;
        }
        return Fraction.of(Math.min(gap, units)).dividedBy(Fraction.of(units));
    }

    /**
     * Units of one side that stand on the bill alone, and units that we have alone. As many as there are of both were moved
     * from one class to another; what is left over of either is missing here or missing there.
     */
    private static final class Residue {
        private Fraction billedUnits = Fraction.ZERO;
        private Fraction billedWorth = Fraction.ZERO;
        private Fraction ownUnits = Fraction.ZERO;
        private Fraction ownWorth = Fraction.ZERO;

        void add(Fraction units, Fraction value) {
            if (units.signum() > 0) {
                billedUnits = billedUnits.plus(units);
                billedWorth = billedWorth.plus(units.times(value));
            } else {
                ownUnits = ownUnits.minus(units);
                ownWorth = ownWorth.minus(units.times(value));
            }
        }

        Map<Driver, Fraction> moved() {
            Fraction both = billedUnits.minus(ownUnits).signum() > 0 ? ownUnits : billedUnits;
            Fraction billedMoved = both.signum() == 0 ? Fraction.ZERO : billedWorth.times(both.dividedBy(billedUnits));
            Fraction ownMoved = both.signum() == 0 ? Fraction.ZERO : ownWorth.times(both.dividedBy(ownUnits));
            return Map.of(
                    Driver.CACHE_CLASS, billedMoved.minus(ownMoved),
                    Driver.MISSING_SOURCE, billedWorth.minus(billedMoved),
                    Driver.SURPLUS, ownMoved.minus(ownWorth));
        }
    }
}
