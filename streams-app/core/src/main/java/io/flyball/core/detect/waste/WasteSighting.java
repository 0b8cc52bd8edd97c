package io.flyball.core.detect.waste;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.detect.Sighting;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.model.WasteKind;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.Window;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * So much of the spend of three days that was avoidable that it is worth telling.
 *
 * @param spent all that was counted in the three days up to {@code atMs}
 * @param session the session of the latest call that wasted something; empty where it has none
 */
public record WasteSighting(long atMs, Measures spent, String session) implements Sighting {
    /** What it is measured in. */
    public static final Window WINDOW = Window.ROLLING_3D;

    private static final int CERTAIN_PERCENT = 100;

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
        return spent.avoidableNanoUsd();
    }

    @Override
    public Finding opened(String id, Scope scope) {
        SortedMap<String, String> evidence = new TreeMap<>();
        WasteKind greatest = WasteKind.CACHE_REBUILT;
        for (WasteKind kind : WasteKind.values()) {
            long nanoUsd = spent.avoidableNanoUsd(kind);
            if (nanoUsd != 0) {
                evidence.put(kind.wireName() + "_nano_usd", Long.toString(nanoUsd));
            }
            greatest = nanoUsd > spent.avoidableNanoUsd(greatest) ? kind : greatest;
        }
        evidence.put("avoidable_nano_usd", Long.toString(costNanoUsd()));
        evidence.put("window_cost_nano_usd", Long.toString(spent.costNanoUsd()));
        if (!session.isEmpty()) {
            evidence.put("session", session);
        }
        String text = scope + " could have spent " + NanoUsd.toDisplayString(costNanoUsd()) + " less of "
                + NanoUsd.toDisplayString(spent.costNanoUsd()) + " in " + WINDOW.wireName() + ": "
                + NanoUsd.percentOf(spent.avoidableNanoUsd(greatest), spent.costNanoUsd()) + " % of it "
                + greatest.words()
                + (session.isEmpty() ? "." : " (lately in session " + session + ").");
        return new Finding(
                id,
                FindingKind.WASTE,
                scope,
                Severity.LOW,
                WINDOW.wireName(),
                atMs,
                -1,
                atMs,
                costNanoUsd(),
                text,
                evidence);
    }
}
