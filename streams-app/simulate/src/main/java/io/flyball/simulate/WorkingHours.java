package io.flyball.simulate;

/** When in a day sessions begin: mornings, a dip at noon, afternoons, few evenings, hardly any nights. */
final class WorkingHours {
    private static final double[] WEIGHTS = {
        .01, .005, .005, .005, .005, .01, .03, .1, .4, 1, 1, 1, .15, .7, 1, 1, 1, .6, .15, .15, .06, .06, .04, .02
    };

    private static final double[] UP_TO = new double[25];

    static {
        for (int hour = 0; hour < 24; hour++) {
            UP_TO[hour + 1] = UP_TO[hour] + WEIGHTS[hour];
        }
    }

    private WorkingHours() {}

    /** A time of day, ms after midnight, for somebody who comes so many hours later than others. */
    static long drawMs(int shiftHours, Chance chance) {
        double place = chance.unit() * UP_TO[24];
        int hour = 0;
        while (UP_TO[hour + 1] <= place) {
            hour++;
        }
        double share = (place - UP_TO[hour]) / WEIGHTS[hour];
        return (long) (((hour + shiftHours + 24) % 24 + share) * CompanyPlan.HOUR_MS);
    }
}
