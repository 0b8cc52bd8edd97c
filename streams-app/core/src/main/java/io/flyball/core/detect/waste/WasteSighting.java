package io.flyball.core.detect.waste;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.detect.Sighting;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.model.WasteKind;
import io.flyball.core.spend.Measures;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * So much of a day's spend that was avoidable that it is worth telling.
 *
 * @param day all that was counted in the 24 hours up to {@code atMs}
 * @param session the session of the latest call that wasted something; empty where it has none
 */
public record WasteSighting(long atMs, Measures day, String session) implements Sighting {
    private static final int CERTAIN_PERCENT = 100;
    private static final long PERCENT = 100;

    @Override
    public FindingKind kind() {
        return FindingKind.WASTE;
    }

    @Override
    public String key() {
        return FindingKind.WASTE.wireName();
    }

    @Override
    public int confidencePercent() {
        return CERTAIN_PERCENT;
    }

    @Override
    public long costNanoUsd() {
        return day.avoidableNanoUsd();
    }

    /** The share of an amount in what was spent, percent, rounded down; 0 where nothing was. */
    static long share(long nanoUsd, Measures of) {
        return of.costNanoUsd() <= 0 ? 0 : (long) ((double) nanoUsd * PERCENT / of.costNanoUsd());
    }

    @Override
    public Finding opened(String id, Scope scope) {
        SortedMap<String, String> evidence = new TreeMap<>();
        WasteKind greatest = WasteKind.CACHE_REBUILT;
        for (WasteKind kind : WasteKind.values()) {
            long nanoUsd = day.avoidableNanoUsd(kind);
            if (nanoUsd != 0) {
                evidence.put(kind.wireName() + "_nano_usd", Long.toString(nanoUsd));
            }
            greatest = nanoUsd > day.avoidableNanoUsd(greatest) ? kind : greatest;
        }
        evidence.put("avoidable_nano_usd", Long.toString(costNanoUsd()));
        evidence.put("window_cost_nano_usd", Long.toString(day.costNanoUsd()));
        if (!session.isEmpty()) {
            evidence.put("session", session);
        }
        String text = scope + " could have spent " + NanoUsd.toDisplayString(costNanoUsd()) + " less of "
                + NanoUsd.toDisplayString(day.costNanoUsd()) + " in 24h: "
                + share(day.avoidableNanoUsd(greatest), day) + " % of it " + greatest.words()
                + (session.isEmpty() ? "." : " (lately in session " + session + ").");
        return new Finding(
                id, FindingKind.WASTE, scope, Severity.LOW, "24h", atMs, -1, atMs, costNanoUsd(), text, evidence);
    }
}
