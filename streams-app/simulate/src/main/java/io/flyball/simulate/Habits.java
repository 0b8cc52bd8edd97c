package io.flyball.simulate;

import java.util.List;

/**
 * How one person works, drawn once. Spend per day is lognormal twice over: between people, and from day to day of one
 * person. Two of a hundred people keep several agents busy all day, and always have.
 *
 * @param callsPerDay calls on a working day in the middle
 * @param daySigma standard deviation of the logarithm from day to day; never beyond two of them
 * @param favourite the agent of most sessions
 * @param opusPercent share of the sessions on the largest model
 * @param weekendShare what is done on a weekend's day, of a working day
 * @param shiftHours later than others, by the clock of the zone
 * @param firstDay the first day at work
 * @param lastDay the last one
 * @param vacationFrom the first day away
 * @param vacationUntil the first day back
 */
record Habits(
        double callsPerDay,
        double daySigma,
        AgentProfile favourite,
        int opusPercent,
        double weekendShare,
        int shiftHours,
        int firstDay,
        int lastDay,
        int vacationFrom,
        int vacationUntil) {

    private static final double PERSON_SIGMA = .9;

    /** The calls of a day are never beyond so many standard deviations from the middle. */
    private static final double DAY_LIMIT = 2;

    static Habits draw(CompanyPlan plan, Chance chance) {
        double fleet = chance.percent(2) ? chance.between(4.0, 8.0) : 1;
        double callsPerDay = fleet * plan.medianCallsPerDay() * StrictMath.exp(PERSON_SIGMA * chance.normalWithin(2.8));
        double daySigma = chance.between(.3, .6);
        AgentProfile favourite = chance.percent(22) ? AgentProfile.CODEX : AgentProfile.CLAUDE_CODE;
        int opusPercent = chance.pick(List.of(10, 40, 60, 60, 85));
        double weekendShare = chance.percent(70) ? 0 : chance.between(.05, .5);
        int shiftHours = chance.between(-1, 3);
        int days = plan.days();
        int firstDay = chance.percent(12) ? chance.below(days) : 0;
        int lastDay = chance.percent(6) ? firstDay + chance.below(days - firstDay) : days;
        boolean travels = chance.below(250) < days;
        int vacationFrom = travels ? chance.below(days) : days;
        int vacationUntil = travels ? vacationFrom + chance.between(5, 16) : days;
        return new Habits(
                callsPerDay,
                daySigma,
                favourite,
                opusPercent,
                weekendShare,
                shiftHours,
                firstDay,
                lastDay,
                vacationFrom,
                vacationUntil);
    }

    boolean isThere(int day) {
        return day >= firstDay && day <= lastDay && (day < vacationFrom || day >= vacationUntil);
    }

    /** Calls of a day with that much to do. */
    double callsOn(double workload, Chance chance) {
        return workload * callsPerDay * StrictMath.exp(daySigma * chance.normalWithin(DAY_LIMIT));
    }

    AgentProfile chooseAgent(Chance chance) {
        return chance.percent(22) ? AgentProfile.IDE_ASSISTANT : favourite;
    }

    Model chooseModel(AgentProfile profile, Chance chance) {
        if (profile.equals(AgentProfile.CODEX)) {
            return Model.CODEX;
        }
        int percent = chance.below(100);
        int opus = profile.equals(AgentProfile.CLAUDE_CODE) ? opusPercent : opusPercent / 6;
        if (percent < opus) {
            return Model.OPUS;
        }
        return percent < 92 ? Model.SONNET : Model.HAIKU;
    }

    /** What a working day in the middle costs, in nano-USD, to about a third: mean costs of a call in the real sessions. */
    long usualDayNanoUsd() {
        double callUsd = favourite.equals(AgentProfile.CODEX) ? .02 : .032 + .026 * opusPercent / 100;
        return (long) (callsPerDay * callUsd * 1e9);
    }
}
