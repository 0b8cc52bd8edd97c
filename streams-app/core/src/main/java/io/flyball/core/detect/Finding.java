package io.flyball.core.detect;

import io.flyball.core.model.Scope;
import java.util.SortedMap;

/**
 * An anomaly with its evidence.
 *
 * @param id stable from opening to closing; equal input gives an equal id
 * @param window the window it is about, for example {@code 3d}; empty where it is about none
 * @param openedAtMs event time of the call that opened it
 * @param closedAtMs event time at which it ended, -1 while it is open
 * @param updatedAtMs event time of its latest change
 * @param costNanoUsd the amount it is about
 * @param text what happened and what to do, one sentence for the person concerned
 * @param evidence numbers a person can check, by name
 */
public record Finding(
        String id,
        FindingKind kind,
        Scope scope,
        Severity severity,
        String window,
        long openedAtMs,
        long closedAtMs,
        long updatedAtMs,
        long costNanoUsd,
        String text,
        SortedMap<String, String> evidence) {

    /** The same with other evidence. */
    public Finding with(SortedMap<String, String> otherEvidence) {
        return new Finding(
                id,
                kind,
                scope,
                severity,
                window,
                openedAtMs,
                closedAtMs,
                updatedAtMs,
                costNanoUsd,
                text,
                otherEvidence);
    }

    /** The same with another beginning. */
    public Finding openedAt(long beganMs) {
        return new Finding(
                id, kind, scope, severity, window, beganMs, closedAtMs, updatedAtMs, costNanoUsd, text, evidence);
    }

    /** Whether it was told before and goes on. */
    public boolean goesOn() {
        return open() && updatedAtMs > openedAtMs;
    }

    /** Whether it is still going on. */
    public boolean open() {
        return closedAtMs < 0;
    }
}
