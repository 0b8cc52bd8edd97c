package io.flyball.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random bills beside random calls: the parts sum up, and they are what a slow count unit by unit makes of it. */
class ReconciliationPropertyTest {
    private static final MathContext EXACT_ENOUGH = new MathContext(80);
    private static final List<Meter> METERS =
            List.of(Meter.INPUT, Meter.CACHE_READ, Meter.CACHE_WRITE_5M, Meter.CACHE_WRITE_1H, Meter.OUTPUT);
    private static final List<String> MODELS = List.of(Bills.MODEL, Bills.MODEL + "-20260101", "gpt-9", "unlisted", "");

    @Property(tries = 500)
    void thePartsSumUpToTheDifferenceWhateverTheBillLooksLike(@ForAll long seed) {
        // given: lines of any kind, also such that make no sense
        Random random = new Random(seed);
        Bills bills = new Bills();
        for (int i = random.nextInt(12); i > 0; i--) {
            String model = MODELS.get(random.nextInt(4));
            switch (random.nextInt(3)) {
                case 0 -> bills.measure(model, units(random, 1000));
                case 1 -> bills.measureUnpriced(model, units(random, 1000));
                default -> bills.late(bills.call(model, units(random, 1000), "standard"));
            }
        }
        for (int i = random.nextInt(12); i > 0; i--) {
            String model = MODELS.get(random.nextInt(MODELS.size()));
            Meter meter = random.nextInt(4) == 0 ? null : METERS.get(random.nextInt(METERS.size()));
            if (random.nextBoolean()) {
                bills.billUsage(model, units(random, 1500));
            } else {
                bills.billCost(model, meter, random.nextInt(20_000_000) - 2_000_000, "item " + i);
            }
        }

        // when
        List<Reconciled> all = bills.reconcileAll();

        // then
        assertThat(all).allSatisfy(each -> assertThat(each.parts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(each.differenceNanoUsd()));
    }

    @Property(tries = 500)
    void thePartsAreThoseOfACountUnitByUnit(@ForAll long seed) {
        // given: one model, billed meter by meter at rates of its own
        Random random = new Random(seed);
        Units priced = units(random, 9);
        Units unpriced = units(random, 5);
        Units late = units(random, 5);
        Units billed = units(random, 12);
        METERS.forEach(meter -> billed.add(meter, 1));
        Bills bills = new Bills();
        bills.measure(priced);
        bills.measureUnpriced(Bills.MODEL, unpriced);
        bills.late(bills.call(Bills.MODEL, late, "standard"));
        bills.billUsage(Bills.MODEL, billed);
        Map<Meter, BigDecimal> rates = new EnumMap<>(Meter.class);
        for (Meter meter : METERS) {
            long nanoUsd = 1 + random.nextInt(100_000);
            bills.billCost(Bills.MODEL, meter, nanoUsd, meter.wireName());
            rates.put(meter, BigDecimal.valueOf(nanoUsd).divide(BigDecimal.valueOf(billed.of(meter)), EXACT_ENOUGH));
        }

        // when
        Reconciled reconciled = bills.reconcile();

        // then: to the rounding of each part, and the sum of roundings in what is left
        Map<Driver, BigDecimal> slow = new SlowCount(rates, priced, unpriced, late, billed).parts();
        slow.forEach((driver, nanoUsd) -> assertThat(BigDecimal.valueOf(reconciled.part(driver))
                        .subtract(nanoUsd)
                        .abs())
                .as("%s of %s", driver, reconciled)
                .isLessThanOrEqualTo(new BigDecimal("0.5001")));
        assertThat(Math.abs(reconciled.part(Driver.UNEXPLAINED))).isLessThanOrEqualTo(3);
    }

    private static Units units(Random random, int most) {
        Units units = new Units();
        METERS.forEach(meter -> units.add(meter, random.nextInt(3) == 0 ? 0 : random.nextInt(most)));
        return units;
    }

    /** The definition, slowly: unit by unit, and every unit of a surplus with every unit that is missing. */
    private record SlowCount(Map<Meter, BigDecimal> rates, Units priced, Units unpriced, Units late, Units billed) {
        Map<Driver, BigDecimal> parts() {
            Map<Driver, BigDecimal> parts = new EnumMap<>(Driver.class);
            BigDecimal ours = BigDecimal.ZERO;
            for (Meter meter : METERS) {
                for (long i = 0; i < priced.of(meter); i++) {
                    ours = ours.add(rate(meter));
                }
            }
            parts.put(Driver.PRICE, ours.subtract(BigDecimal.valueOf(Bills.worth(priced))));
            for (List<Meter> side : List.of(METERS.subList(0, 4), METERS.subList(4, 5))) {
                add(parts, side);
            }
            return parts;
        }

        private void add(Map<Driver, BigDecimal> parts, List<Meter> side) {
            long gap = 0;
            long unpricedUnits = 0;
            long lateUnits = 0;
            for (Meter meter : side) {
                gap += billed.of(meter) - priced.of(meter);
                unpricedUnits += unpriced.of(meter);
                lateUnits += late.of(meter);
            }
            long takenUnpriced = Math.max(0, Math.min(gap, unpricedUnits));
            long takenLate = Math.max(0, Math.min(gap - takenUnpriced, lateUnits));
            Map<Meter, BigDecimal> left = new EnumMap<>(Meter.class);
            for (Meter meter : side) {
                BigDecimal u = part(unpriced.of(meter), takenUnpriced, unpricedUnits);
                BigDecimal l = part(late.of(meter), takenLate, lateUnits);
                parts.merge(Driver.UNPRICED, u.multiply(rate(meter)), BigDecimal::add);
                parts.merge(Driver.LATE, l.multiply(rate(meter)), BigDecimal::add);
                left.put(
                        meter,
                        BigDecimal.valueOf(billed.of(meter) - priced.of(meter))
                                .subtract(u)
                                .subtract(l));
            }
            pair(parts, left);
        }

        private void pair(Map<Driver, BigDecimal> parts, Map<Meter, BigDecimal> left) {
            BigDecimal missing = BigDecimal.ZERO;
            BigDecimal surplus = BigDecimal.ZERO;
            for (BigDecimal units : left.values()) {
                missing = missing.add(units.max(BigDecimal.ZERO));
                surplus = surplus.add(units.min(BigDecimal.ZERO).negate());
            }
            BigDecimal larger = missing.max(surplus);
            if (larger.signum() == 0) {
                return;
            }
            for (Meter one : left.keySet()) {
                BigDecimal units = left.getOrDefault(one, BigDecimal.ZERO);
                BigDecimal unpaired =
                        larger.subtract(units.signum() > 0 ? surplus : missing).divide(larger, EXACT_ENOUGH);
                parts.merge(
                        units.signum() > 0 ? Driver.MISSING_SOURCE : Driver.SURPLUS,
                        units.multiply(unpaired).multiply(rate(one)),
                        BigDecimal::add);
                for (Meter other : left.keySet()) {
                    BigDecimal others = left.getOrDefault(other, BigDecimal.ZERO);
                    if (units.signum() > 0 && others.signum() < 0) {
                        BigDecimal paired = units.multiply(others.negate()).divide(larger, EXACT_ENOUGH);
                        parts.merge(
                                Driver.CACHE_CLASS, paired.multiply(rate(one).subtract(rate(other))), BigDecimal::add);
                    }
                }
            }
        }

        private BigDecimal rate(Meter meter) {
            return rates.getOrDefault(meter, BigDecimal.ZERO);
        }

        private static BigDecimal part(long units, long taken, long of) {
            return of == 0
                    ? BigDecimal.ZERO
                    : BigDecimal.valueOf(units * taken).divide(BigDecimal.valueOf(of), EXACT_ENOUGH);
        }
    }
}
