package io.flyball.bench.contend;

import io.flyball.bench.traffic.BenchTopics;

/** One run of one contender over the usage topic. */
public interface Contest {
    /**
     * Runs to its end, after a part that is left out of the measure: classes are loaded and compiled there.
     *
     * @throws IllegalStateException where it counted something else than what lies on the topic
     */
    Measured run(BenchTopics topics, RoundPlan plan);
}
