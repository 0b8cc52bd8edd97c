package io.flyball.core.detect.loop;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import java.util.SortedMap;
import java.util.TreeMap;

/** The words and the evidence of loops and of polling. */
public final class LoopFindings {
    private static final long MS_PER_SECOND = 1000;

    private LoopFindings() {}

    /** Names a repetition among the findings of its user: one of a kind a session. */
    public static String key(FindingKind kind, String session) {
        return kind.wireName() + "/" + session;
    }

    /** A repetition that has been seen often enough. */
    public static Finding opened(String id, Scope scope, String session, LoopSign sign) {
        boolean loop = sign.kind() == FindingKind.LOOP;
        String tool = sign.tool().isEmpty() ? "" : " (" + sign.tool() + ")";
        String text = "Session " + session + " of " + scope + (loop ? " repeats " : " waits with ")
                + sign.pattern().words() + tool + ", " + sign.repeats() + " times in "
                + (sign.atMs() - sign.startedMs()) / MS_PER_SECOND + " s for "
                + NanoUsd.toDisplayString(sign.costNanoUsd())
                + ": "
                + (loop
                        ? "stop it, look at what it gets back, and start again with another instruction."
                        : "each look costs its whole context; let it wait longer, or be told instead.");
        return finding(
                id,
                sign.kind(),
                scope,
                sign.atMs(),
                -1,
                sign.atMs(),
                sign.costNanoUsd(),
                text,
                evidence(session, sign));
    }

    /** A repetition that is over: it was not seen again for its dwell. */
    public static Finding closed(
            String id, FindingKind kind, Scope scope, String key, long openedAtMs, long closedAtMs, long mostNanoUsd) {
        String session = key.substring(key.indexOf('/') + 1);
        String text = "Session " + session + " of " + scope + " no longer "
                + (kind == FindingKind.LOOP ? "repeats itself" : "waits") + "; all of it cost "
                + NanoUsd.toDisplayString(mostNanoUsd) + ".";
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("session", session);
        evidence.put("cost_nano_usd", Long.toString(mostNanoUsd));
        return finding(id, kind, scope, openedAtMs, closedAtMs, closedAtMs, mostNanoUsd, text, evidence);
    }

    private static Finding finding(
            String id,
            FindingKind kind,
            Scope scope,
            long openedAtMs,
            long closedAtMs,
            long updatedAtMs,
            long costNanoUsd,
            String text,
            SortedMap<String, String> evidence) {
        Severity severity = kind == FindingKind.LOOP ? Severity.HIGH : Severity.LOW;
        return new Finding(
                id, kind, scope, severity, "", openedAtMs, closedAtMs, updatedAtMs, costNanoUsd, text, evidence);
    }

    private static SortedMap<String, String> evidence(String session, LoopSign sign) {
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("session", session);
        evidence.put("pattern", sign.pattern().words());
        evidence.put("repeats", Long.toString(sign.repeats()));
        evidence.put("seconds", Long.toString((sign.atMs() - sign.startedMs()) / MS_PER_SECOND));
        evidence.put("cost_nano_usd", Long.toString(sign.costNanoUsd()));
        evidence.put("context_growth_tokens", Long.toString(sign.contextGrowth()));
        evidence.put("confidence_percent", Integer.toString(sign.confidencePercent()));
        if (!sign.tool().isEmpty()) {
            evidence.put("tool", sign.tool());
        }
        return evidence;
    }
}
