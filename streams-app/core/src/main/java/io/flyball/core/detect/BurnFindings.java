package io.flyball.core.detect;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Measures;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** The words and the evidence of burn findings. */
public final class BurnFindings {
    private BurnFindings() {}

    /** A burn that begins with the call that reached the amount. */
    public static Finding opened(
            String id, Scope scope, BurnRule rule, long atMs, long costNanoUsd, Measures totals, long untilMs) {
        String text = scope + " spent " + NanoUsd.toDisplayString(costNanoUsd) + " in "
                + rule.window().wireName() + ", which reaches " + NanoUsd.toDisplayString(rule.openNanoUsd())
                + ": look at what runs now; with no further spend it is below "
                + NanoUsd.toDisplayString(rule.closeNanoUsd()) + " again at " + Instant.ofEpochMilli(untilMs) + ".";
        return finding(id, scope, rule, atMs, -1, atMs, costNanoUsd, text, evidence(rule, costNanoUsd, totals));
    }

    /** A burn that is over. */
    public static Finding closed(
            String id,
            Scope scope,
            BurnRule rule,
            long openedAtMs,
            long closedAtMs,
            long mostNanoUsd,
            Measures totals) {
        String text = scope + " is below " + NanoUsd.toDisplayString(rule.closeNanoUsd()) + " in "
                + rule.window().wireName() + " again; the most it reached was " + NanoUsd.toDisplayString(mostNanoUsd)
                + ".";
        return closed(id, scope, rule, openedAtMs, closedAtMs, mostNanoUsd, totals, text);
    }

    /** A burn that was below the amount when somebody raised it to that. */
    public static Finding lifted(
            String id,
            Scope scope,
            BurnRule raised,
            long openedAtMs,
            long closedAtMs,
            long mostNanoUsd,
            Measures totals) {
        String text = scope + " is below " + NanoUsd.toDisplayString(raised.openNanoUsd()) + " in "
                + raised.window().wireName() + ", to which somebody raised it for a time; the most it reached was "
                + NanoUsd.toDisplayString(mostNanoUsd) + ".";
        return closed(id, scope, raised, openedAtMs, closedAtMs, mostNanoUsd, totals, text);
    }

    private static Finding closed(
            String id,
            Scope scope,
            BurnRule rule,
            long openedAtMs,
            long closedAtMs,
            long mostNanoUsd,
            Measures totals,
            String text) {
        return finding(
                id,
                scope,
                rule,
                openedAtMs,
                closedAtMs,
                closedAtMs,
                mostNanoUsd,
                text,
                evidence(rule, mostNanoUsd, totals));
    }

    private static Finding finding(
            String id,
            Scope scope,
            BurnRule rule,
            long openedAtMs,
            long closedAtMs,
            long updatedAtMs,
            long costNanoUsd,
            String text,
            SortedMap<String, String> evidence) {
        return new Finding(
                id,
                FindingKind.BURN,
                scope,
                Severity.HIGH,
                rule.window().wireName(),
                openedAtMs,
                closedAtMs,
                updatedAtMs,
                costNanoUsd,
                text,
                evidence);
    }

    private static SortedMap<String, String> evidence(BurnRule rule, long costNanoUsd, Measures totals) {
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("window_cost_nano_usd", Long.toString(costNanoUsd));
        evidence.put("open_nano_usd", Long.toString(rule.openNanoUsd()));
        evidence.put("close_nano_usd", Long.toString(rule.closeNanoUsd()));
        evidence.put("rule", rule.match() + " " + rule.window().wireName());
        evidence.put("calls_in_total", Long.toString(totals.calls()));
        evidence.put("cost_in_total_nano_usd", Long.toString(totals.costNanoUsd()));
        return evidence;
    }
}
