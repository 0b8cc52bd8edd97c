package io.flyball.core.reconcile;

/**
 * One model on a day, as both sides have it.
 *
 * @param model by which list prices are looked up
 */
record Entry(String model, Measured measured, Billed billed) {
    /** Whether either side has units of the meter. */
    boolean uses(Meter meter) {
        return billed.units().of(meter) != 0
                || measured.priced().of(meter) != 0
                || measured.unpriced().of(meter) != 0
                || measured.late().of(meter) != 0;
    }
}
