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
    /** The same once before, to have classes loaded and compiled. */
    public RoundPlan warmUp() {
        return new RoundPlan(events, threads, roundId + "-warm-up", mostSeconds);
    }

    /** How many events go by while consumers join and stores open, before the measure begins. */
    public long startUpEvents() {
        return events / 10;
    }
}
