package io.flyball.core.detect.silence;

import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRows;
import org.jspecify.annotations.Nullable;

/**
 * A source's own rhythm: how many calls it reports in each hour of the week at the least.
 *
 * <p>Expected of an hour is the least number of calls of the same hour in the last three weeks, or in as many of them as
 * there are, one at least. Missing are, over the hours since it was last heard and that hour itself, the calls expected
 * less the calls reported. If calls came independently, the chance of none where m are expected would be e to the -m
 * (Poisson). They come in bursts, sessions of many: so m is divided by the index of dispersion, variance over mean of the
 * same hour's counts from week to week (Cox and Lewis, The Statistical Analysis of Series of Events, 1966), which is the
 * size of a burst and more where weeks differ. A source is silent when eight bursts are missing. An hour counts when it is
 * over and a quarter of an hour more has passed, for sources that report in batches.
 *
 * <p>So an office's gateway is not silent by night, nor a weekly batch on weekdays; a source that never had a rhythm, or is
 * not yet known for a week, never is.
 */
public final class Heartbeat {
    private static final long HOUR_MS = Slice.HOUR.lengthMs();
    private static final long GRACE_MS = 15 * 60_000L;
    private static final long HOURS_PER_WEEK = 168;
    private static final int WEEKS = 3;
    private static final long LEAST_MISSING_CALLS = 50;
    private static final long MISSING_BURSTS = 8;
    private static final long BURST_OF_THE_UNKNOWN = 50;

    private Heartbeat() {}

    /** When to look at a source next that was last heard, or last looked at, then; epoch ms. */
    public static long nextLookMs(long timeMs) {
        return (Slice.HOUR.slotOf(timeMs - GRACE_MS) + 1) * HOUR_MS + GRACE_MS;
    }

    /** Whether a source last heard then is given up: after a week nobody expects it any more. */
    public static boolean isGivenUp(long lastHeardMs, long nowMs) {
        return nowMs - lastHeardMs > HOURS_PER_WEEK * HOUR_MS;
    }

    /** What the source's silence up to now shows, or null where it may well have had nothing to say. */
    public static @Nullable SilenceSighting look(ScopeSpend source, SliceRows rows, RowLayout layout, long nowMs) {
        long heardHour = Slice.HOUR.slotOf(source.clockMs());
        long lastHour = Slice.HOUR.slotOf(nowMs - GRACE_MS) - 1;
        long missing = 0;
        for (long hour = heardHour; hour <= lastHour; hour++) {
            long reported = hour == heardHour ? source.callsInHour(hour, rows, layout) : 0;
            missing += Math.max(0, expected(source, hour, rows, layout) - reported);
        }
        return missing < LEAST_MISSING_CALLS || missing < MISSING_BURSTS * dispersion(source, lastHour, rows, layout)
                ? null
                : new SilenceSighting(
                        (lastHour + 1) * HOUR_MS + GRACE_MS,
                        source.clockMs(),
                        missing,
                        source.totals().calls());
    }

    /** Variance over mean of the counts of the same hour in the last three weeks, pooled over the week; 1 at least. */
    private static long dispersion(ScopeSpend source, long lastHour, SliceRows rows, RowLayout layout) {
        long squares = 0;
        long sum = 0;
        for (long hour = lastHour - HOURS_PER_WEEK + 1; hour <= lastHour; hour++) {
            long now = source.callsInHour(hour - HOURS_PER_WEEK, rows, layout);
            long before = source.callsInHour(hour - 2 * HOURS_PER_WEEK, rows, layout);
            // Of two counts the variance is half the square of their difference, and the mean half their sum.
            squares += (now - before) * (now - before);
            sum += now + before;
        }
        return sum == 0 ? BURST_OF_THE_UNKNOWN : Math.max(1, squares / sum);
    }

    private static long expected(ScopeSpend source, long hour, SliceRows rows, RowLayout layout) {
        long least = Long.MAX_VALUE;
        for (int week = 1; week <= WEEKS; week++) {
            long then = hour - week * HOURS_PER_WEEK;
            if (then > source.oldestHour()) {
                least = Math.min(least, source.callsInHour(then, rows, layout));
            }
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }
}
