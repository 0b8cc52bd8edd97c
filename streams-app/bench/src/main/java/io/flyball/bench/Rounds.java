package io.flyball.bench;

import io.flyball.bench.contend.Contender;
import io.flyball.bench.contend.Measured;
import io.flyball.bench.contend.RoundPlan;

/** Where rounds run: each in a JVM of its own, or in this one for a test. */
interface Rounds extends AutoCloseable {
    /** Runs one contender once. */
    Measured run(Contender contender, RoundPlan plan);

    @Override
    void close();
}
