package io.flyball.simulate;

/**
 * A distribution of positive numbers given by nine of its quantiles, interpolated on a logarithmic scale. Sampling reads
 * a table and costs one draw.
 */
final class Distribution {
    private static final double[] PROBABILITIES = {0, .05, .25, .5, .75, .9, .95, .99, 1};

    /** Every probability above is a multiple of 1 / CELLS, so the table has the quantiles themselves. */
    private static final int CELLS = 2_000;

    private final double[] table = new double[CELLS + 1];

    private Distribution(double[] quantiles) {
        int upper = 1;
        for (int cell = 0; cell <= CELLS; cell++) {
            double probability = (double) cell / CELLS;
            while (probability > PROBABILITIES[upper]) {
                upper++;
            }
            double share = (probability - PROBABILITIES[upper - 1]) / (PROBABILITIES[upper] - PROBABILITIES[upper - 1]);
            double low = StrictMath.log(quantiles[upper - 1]);
            table[cell] = StrictMath.exp(low + share * (StrictMath.log(quantiles[upper]) - low));
        }
    }

    /** The least value, the quantiles .05, .25, .5, .75, .9, .95, .99, and the greatest value; ascending, positive. */
    static Distribution of(double... quantiles) {
        if (quantiles.length != PROBABILITIES.length) {
            throw new IllegalArgumentException("Expected nine quantiles, but got " + quantiles.length);
        }
        return new Distribution(quantiles);
    }

    double sample(Chance chance) {
        double place = chance.unit() * CELLS;
        int cell = (int) place;
        return table[cell] + (place - cell) * (table[cell + 1] - table[cell]);
    }

    long sampleLong(Chance chance) {
        return StrictMath.round(sample(chance));
    }

    double mean() {
        double sum = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            sum += (table[cell] + table[cell + 1]) / 2;
        }
        return sum / CELLS;
    }
}
