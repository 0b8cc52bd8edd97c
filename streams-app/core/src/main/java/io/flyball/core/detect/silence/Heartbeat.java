package io.flyball.core.detect.silence;

import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A source's own rhythm: how many calls it reports in each hour of the week.
 *
 * <p>Expected of an hour is the median number of calls of the same hour in the last three weeks, or in as many of them as
 * there are, one at least (of two the lower); and no more than in that hour of one of the last three days. An hour counts
 * when it is over and a quarter of an hour more has passed, for sources that report in batches. A source is silent when
 * nothing came in three whole hours of at least 20 expected calls each, and 700 calls were to be expected since it was
 * last heard; twice as many where less than three weeks are known. One such hour is no proof, for calls come in bursts,
 * sessions of many: if one hour in a hundred is empty by chance, three are one in a million. It stops, it does not fade:
 * in the three hours before it was last heard it had reported half of what was expected, or more; on a holiday it had not.
 *
 * <p>So an office's gateway is not silent by night, nor a weekly batch on weekdays; a source that never had a rhythm, or is
 * not yet known for a week, never is.
 */
public final class Heartbeat {
    private static final long HOUR_MS = Slice.HOUR.lengthMs();
    private static final long GRACE_MS = 15 * 60_000L;
    private static final long HOURS_PER_WEEK = 168;
    private static final int WEEKS = 3;
    private static final long HOURS_PER_DAY = 24;
    private static final int DAYS = 3;
    private static final long BUSY_HOUR_CALLS = 20;
    private static final long LEAST_EMPTY_HOURS = 3;
    private static final long HOURS_BEFORE = 3;
    private static final long LEAST_MISSING_CALLS = 700;

    private Heartbeat() {}

    /** When to look at a source next that was last heard, or last looked at, then; epoch ms. */
    public static long nextLookMs(long timeMs) {
        return latestLookMs(timeMs) + HOUR_MS;
    }

    /** The latest instant at which something new could be seen: how far the input must have been read by then. */
    public static long latestLookMs(long timeMs) {
        return Slice.HOUR.slotOf(timeMs - GRACE_MS) * HOUR_MS + GRACE_MS;
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
        int emptyHours = 0;
        for (long hour = heardHour + 1; hour <= lastHour; hour++) {
            long expected = expected(source, hour, rows, layout);
            missing += expected;
            emptyHours += expected >= BUSY_HOUR_CALLS ? 1 : 0;
        }
        return emptyHours < LEAST_EMPTY_HOURS
                        || missing < leastMissing(source)
                        || fadedBefore(source, heardHour, rows, layout)
                ? null
                : new SilenceSighting(
                        (lastHour + 1) * HOUR_MS + GRACE_MS,
                        source.clockMs(),
                        missing,
                        source.totals().calls());
    }

    /** Whether it reported less than half of what was expected before already: people went home, or have a holiday. */
    private static boolean fadedBefore(ScopeSpend source, long heardHour, SliceRows rows, RowLayout layout) {
        long expected = 0;
        long reported = 0;
        for (long hour = heardHour - HOURS_BEFORE; hour < heardHour; hour++) {
            expected += expected(source, hour, rows, layout);
            reported += source.callsInHour(hour, rows, layout);
        }
        return reported * 2 < expected;
    }

    /** A week or two may have been out of the ordinary: then it takes more to be sure. */
    private static long leastMissing(ScopeSpend source) {
        boolean young = Slice.HOUR.slotOf(source.clockMs()) - source.oldestHour() < WEEKS * HOURS_PER_WEEK;
        return young ? 2 * LEAST_MISSING_CALLS : LEAST_MISSING_CALLS;
    }

    private static long expected(ScopeSpend source, long hour, SliceRows rows, RowLayout layout) {
        long[] weeks = new long[WEEKS];
        int known = 0;
        for (int week = 1; week <= WEEKS; week++) {
            long then = hour - week * HOURS_PER_WEEK;
            if (then > source.oldestHour()) {
                weeks[known++] = source.callsInHour(then, rows, layout);
            }
        }
        if (known == 0) {
            return 0;
        }
        Arrays.sort(weeks, 0, known);
        long ofDays = 0;
        for (int day = 1; day <= DAYS; day++) {
            ofDays = Math.max(ofDays, source.callsInHour(hour - day * HOURS_PER_DAY, rows, layout));
        }
        return Math.min(weeks[(known - 1) / 2], ofDays);
    }
}
