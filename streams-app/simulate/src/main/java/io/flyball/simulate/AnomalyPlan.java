package io.flyball.simulate;

/**
 * How often things go wrong, each as a number in four weeks, and how.
 *
 * @param burnPercentMin the least size of a burn, percent of 4,000 USD
 * @param burnPercentMax the greatest
 * @param cadenceJitterPercent how far the pauses of a leaderboard farmer stray from their mean, as percent of it
 */
public record AnomalyPlan(
        int burns,
        int spikes,
        int loops,
        int farmers,
        int wastes,
        int silences,
        int unknownModels,
        int burnPercentMin,
        int burnPercentMax,
        int cadenceJitterPercent) {

    public AnomalyPlan {
        if (burnPercentMin < 1 || burnPercentMax < burnPercentMin) {
            throw new IllegalArgumentException("Expected 1 <= burnPercentMin <= burnPercentMax, but got "
                    + burnPercentMin + " and " + burnPercentMax + ": 50 and 300 are usual");
        }
        if (cadenceJitterPercent < 0 || cadenceJitterPercent > 100) {
            throw new IllegalArgumentException("Expected cadenceJitterPercent from 0 to 100, but got "
                    + cadenceJitterPercent + ": 4 is a machine's");
        }
    }

    /** One burn a week of 4,000 USD to three times that, and two loops a day. */
    public static AnomalyPlan standard() {
        return new AnomalyPlan(4, 12, 56, 2, 10, 2, 1, 100, 300, 4);
    }

    /** Each kind at least once in four weeks, in a company of some forty people. */
    public static AnomalyPlan small() {
        return new AnomalyPlan(2, 3, 18, 1, 4, 1, 1, 50, 100, 4);
    }

    /** Nothing goes wrong. */
    public static AnomalyPlan none() {
        return new AnomalyPlan(0, 0, 0, 0, 0, 0, 0, 50, 300, 4);
    }

    /** The same with burns of exactly that size, percent of 4,000 USD. */
    public AnomalyPlan withBurnPercent(int percent) {
        return new AnomalyPlan(
                burns, spikes, loops, farmers, wastes, silences, unknownModels, percent, percent, cadenceJitterPercent);
    }

    /** The same with that jitter of farmers. */
    public AnomalyPlan withCadenceJitterPercent(int percent) {
        return new AnomalyPlan(
                burns,
                spikes,
                loops,
                farmers,
                wastes,
                silences,
                unknownModels,
                burnPercentMin,
                burnPercentMax,
                percent);
    }
}
