package io.flyball.core.detect.spike;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Window;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** The words and the evidence of spikes. A spike is open until the 24 hours fall below four fifths of its threshold. */
public final class SpikeFindings {
    private static final long CLOSE_FIFTHS = 4;

    private SpikeFindings() {}

    /** The amount below which a spike of that threshold is over, nano-USD. */
    public static long closeNanoUsd(long thresholdNanoUsd) {
        return Math.max(1, thresholdNanoUsd / 5 * CLOSE_FIFTHS);
    }

    /** A spike that begins with the call that reached the threshold. */
    public static Finding opened(
            String id,
            Scope scope,
            SpikeBaseline baseline,
            long thresholdNanoUsd,
            long atMs,
            long costNanoUsd,
            long untilMs) {
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("window_cost_nano_usd", Long.toString(costNanoUsd));
        evidence.put("open_nano_usd", Long.toString(thresholdNanoUsd));
        evidence.put("usual_nano_usd", Long.toString(baseline.medianNanoUsd()));
        evidence.put("days_of_history", Integer.toString(baseline.days()));
        String text = scope + " spent " + NanoUsd.toDisplayString(costNanoUsd) + " in 24h, where "
                + NanoUsd.toDisplayString(baseline.medianNanoUsd()) + " is usual (" + baseline.days()
                + " days at work): if that is meant, say so; if not, look at what runs now. It is over when 24h are below "
                + NanoUsd.toDisplayString(closeNanoUsd(thresholdNanoUsd)) + ", with no further spend at "
                + Instant.ofEpochMilli(untilMs) + ".";
        return new Finding(
                id,
                FindingKind.SPIKE,
                scope,
                Severity.MEDIUM,
                Window.ROLLING_24H.wireName(),
                atMs,
                -1,
                atMs,
                costNanoUsd,
                text,
                evidence);
    }

    /** A spike that is over. */
    public static Finding closed(
            String id, Scope scope, long openedAtMs, long closedAtMs, long thresholdNanoUsd, long mostNanoUsd) {
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("window_cost_nano_usd", Long.toString(mostNanoUsd));
        evidence.put("open_nano_usd", Long.toString(thresholdNanoUsd));
        String text = scope + " spends as usual again; the most in 24h was " + NanoUsd.toDisplayString(mostNanoUsd) + ".";
        return new Finding(
                id,
                FindingKind.SPIKE,
                scope,
                Severity.MEDIUM,
                Window.ROLLING_24H.wireName(),
                openedAtMs,
                closedAtMs,
                closedAtMs,
                mostNanoUsd,
                text,
                evidence);
    }
}
