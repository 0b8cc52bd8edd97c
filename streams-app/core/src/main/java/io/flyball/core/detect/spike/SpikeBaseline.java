package io.flyball.core.detect.spike;

import io.flyball.core.detect.Robust;
import java.util.Arrays;

/**
 * What is usual for a scope in 24 hours, from the days before at the same hours, and from when on more is a spike.
 *
 * <p>The value that is tested is no part of its own baseline: only days before count, each the 24 hours that end at the
 * same hour as the current ones, so the hour of the day is always the same. Days without spend are no days at work and do
 * not count. Fewer than seven days at work in the last 28 make no history, and without history nothing is a spike.
 *
 * <p>Threshold: {@link Robust#outlierFrom}, at least six times the median, and four times what the busiest tenth of the
 * days begins with. Where the same weekday of three of the last four weeks had spend, the scope has an hour of
 * the week: the threshold is at least twice the median of those.
 */
public final class SpikeBaseline {
    /** How many days before the current ones are looked at. */
    public static final int DAYS = 28;

    /** No history, no spike. */
    public static final long NONE = Long.MAX_VALUE;

    private static final int LEAST_DAYS = 7;
    private static final int DAYS_PER_WEEK = 7;
    private static final int LEAST_WEEKS = 3;
    private static final long LEAST_FACTOR = 6;
    private static final long FACTOR_OVER_BUSY_DAYS = 4;
    private static final long WEEKLY_FACTOR = 2;
    private final long medianNanoUsd;
    private final long thresholdNanoUsd;
    private final int days;

    private SpikeBaseline(long medianNanoUsd, long thresholdNanoUsd, int days) {
        this.medianNanoUsd = medianNanoUsd;
        this.thresholdNanoUsd = thresholdNanoUsd;
        this.days = days;
    }

    /** @param earlierDays cost of each of the 28 days before, the latest first, nano-USD */
    public static SpikeBaseline of(long[] earlierDays) {
        long[] atWork = Arrays.stream(earlierDays)
                .filter(cost -> cost > 0)
                .map(cost -> Math.min(cost, Robust.GREATEST))
                .toArray();
        if (atWork.length < LEAST_DAYS) {
            return new SpikeBaseline(0, NONE, atWork.length);
        }
        long median = Robust.median(atWork);
        long threshold = Math.max(Robust.outlierFrom(atWork, LEAST_FACTOR), FACTOR_OVER_BUSY_DAYS * busyDay(atWork));
        return new SpikeBaseline(median, Math.max(threshold, weekly(earlierDays)), atWork.length);
    }

    /** Twice what is usual on that day of the week at that hour, 0 where nothing is known of it. */
    private static long weekly(long[] earlierDays) {
        long[] sameWeekday = new long[DAYS / DAYS_PER_WEEK];
        int weeks = 0;
        for (int day = DAYS_PER_WEEK - 1; day < earlierDays.length; day += DAYS_PER_WEEK) {
            if (earlierDays[day] > 0) {
                sameWeekday[weeks++] = Math.min(earlierDays[day], Robust.GREATEST);
            }
        }
        return weeks < LEAST_WEEKS ? 0 : WEEKLY_FACTOR * Robust.median(Arrays.copyOf(sameWeekday, weeks));
    }

    /** What the busiest tenth of the days begins with. */
    private static long busyDay(long[] atWork) {
        long[] sorted = atWork.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * 9 / 10];
    }

    /** What is usual in 24 hours, nano-USD. */
    public long medianNanoUsd() {
        return medianNanoUsd;
    }

    /** From that amount on it is a spike, nano-USD, or {@link #NONE}. */
    public long thresholdNanoUsd() {
        return thresholdNanoUsd;
    }

    /** How many days at work it rests on. */
    public int days() {
        return days;
    }
}
