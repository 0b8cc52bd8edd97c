package io.flyball.bench.contend;

/**
 * What every contender of a round is given alike.
 *
 * @param events how many lie on the usage topic
 * @param threads processing threads
 * @param roundId unlike that of every other run on the same broker; names groups and state
 * @param mostSeconds where a contender is too slow to read all, how long it is measured at most
 */
public record RoundPlan(long events, int threads, String roundId, int mostSeconds) {
    /** How many events go by before the measure begins. */
    long warmUpEvents() {
        return events / 3;
    }
}
