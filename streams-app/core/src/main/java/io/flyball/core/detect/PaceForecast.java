package io.flyball.core.detect;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A budget that will be used up before its period is over if spend goes on as in the last seven days: end = now + (budget
 * - spent) * 7 days / spend of those days. It is told once a quarter of the budget is spent and the end lies at least a
 * tenth of the period before the period's, so that the last days of an ordinary month are no news.
 *
 * @param window the budget's period, as files name it
 * @param spentNanoUsd spent of it in this period
 * @param weekNanoUsd spent in the last seven days
 * @param usedUpAtMs when it will be used up, epoch ms
 * @param periodEndMs when its period is over, epoch ms
 */
public record PaceForecast(
        long atMs,
        String window,
        ZoneId zone,
        long budgetNanoUsd,
        long spentNanoUsd,
        long weekNanoUsd,
        long usedUpAtMs,
        long periodEndMs)
        implements Sighting {
    /** Keys of forecasts begin so. */
    public static final String KEY = "forecast/";

    private static final int QUITE_SURE = 80;
    private static final long WEEK_MS = 7 * 86_400_000L;
    private static final long LEAST_SPENT_PART = 4;
    private static final long MARGIN_PART = 10;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.ENGLISH);

    /**
     * The forecast for a budget of a calendar period, or null where it lasts, or too little is spent to say.
     *
     * @param periodStartMs when the period began, epoch ms
     */
    public static @Nullable PaceForecast of(
            long atMs,
            String window,
            ZoneId zone,
            long budgetNanoUsd,
            long spentNanoUsd,
            long weekNanoUsd,
            long periodStartMs,
            long periodEndMs) {
        if (weekNanoUsd <= 0 || spentNanoUsd >= budgetNanoUsd || spentNanoUsd < budgetNanoUsd / LEAST_SPENT_PART) {
            return null;
        }
        long usedUpAtMs = BigInteger.valueOf(budgetNanoUsd - spentNanoUsd)
                .multiply(BigInteger.valueOf(WEEK_MS))
                .divide(BigInteger.valueOf(weekNanoUsd))
                .min(BigInteger.valueOf(Long.MAX_VALUE / 2))
                .add(BigInteger.valueOf(atMs))
                .longValueExact();
        return usedUpAtMs > periodEndMs - (periodEndMs - periodStartMs) / MARGIN_PART
                ? null
                : new PaceForecast(
                        atMs, window, zone, budgetNanoUsd, spentNanoUsd, weekNanoUsd, usedUpAtMs, periodEndMs);
    }

    @Override
    public FindingKind kind() {
        return FindingKind.PACE;
    }

    @Override
    public String key() {
        return KEY + window + "/" + budgetNanoUsd;
    }

    /** The window that a forecast's key holds. */
    public static String windowOf(String key) {
        int end = key.indexOf('/', KEY.length());
        return key.substring(KEY.length(), end < 0 ? key.length() : end);
    }

    @Override
    public int confidencePercent() {
        return QUITE_SURE;
    }

    @Override
    public long costNanoUsd() {
        return spentNanoUsd;
    }

    @Override
    public Finding opened(String id, Scope scope) {
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("budget_nano_usd", Long.toString(budgetNanoUsd));
        evidence.put("spent_nano_usd", Long.toString(spentNanoUsd));
        evidence.put("seven_days_nano_usd", Long.toString(weekNanoUsd));
        evidence.put("used_up_at", Instant.ofEpochMilli(usedUpAtMs).toString());
        evidence.put("period_ends_at", Instant.ofEpochMilli(periodEndMs).toString());
        String text = scope + " has spent " + NanoUsd.toDisplayString(spentNanoUsd) + " of its "
                + NanoUsd.toDisplayString(budgetNanoUsd) + " budget for the " + window
                + ", and at the pace of the last seven days ("
                + NanoUsd.toDisplayString(weekNanoUsd) + ") it is used up on "
                + DAY.format(Instant.ofEpochMilli(usedUpAtMs).atZone(zone)) + " (" + zone
                + "), before the period ends; spend less, or ask for more in time.";
        return new Finding(
                id, FindingKind.PACE, scope, Severity.MEDIUM, window, atMs, -1, atMs, spentNanoUsd, text, evidence);
    }
}
