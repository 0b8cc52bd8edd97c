package io.flyball.app.demo;

import java.util.Random;

/** A distribution of positive numbers, given by nine of its quantiles and interpolated on a logarithmic scale. */
final class Quantiles {
    private static final double[] PROBABILITIES = {0, .05, .25, .5, .75, .9, .95, .99, 1};

    private final double[] logs;

    private Quantiles(double[] logs) {
        this.logs = logs;
    }

    /** The least value, the quantiles .05, .25, .5, .75, .9, .95, .99, and the greatest value; ascending, positive. */
    static Quantiles of(double... values) {
        if (values.length != PROBABILITIES.length) {
            throw new IllegalArgumentException("Expected nine quantiles, but got " + values.length);
        }
        double[] logs = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            logs[i] = StrictMath.log(values[i]);
        }
        return new Quantiles(logs);
    }

    double sample(Random random) {
        double u = random.nextDouble();
        int i = 1;
        while (u > PROBABILITIES[i]) {
            i++;
        }
        double share = (u - PROBABILITIES[i - 1]) / (PROBABILITIES[i] - PROBABILITIES[i - 1]);
        return StrictMath.exp(logs[i - 1] + share * (logs[i] - logs[i - 1]));
    }

    long sampleLong(Random random) {
        return StrictMath.round(sample(random));
    }
}
