package io.flyball.core.govern;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.PaceForecast;
import io.flyball.core.detect.Severity;
import io.flyball.core.detect.loop.LoopFindings;
import io.flyball.core.detect.peer.PeerSighting;
import io.flyball.core.detect.waste.WasteSighting;
import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is said of something seen that is over: it was not seen again for its dwell. */
final class ClosingWords {
    private ClosingWords() {}

    static Finding closed(Scope scope, OpenFinding ended) {
        if (ended.kind() == FindingKind.LOOP || ended.kind() == FindingKind.POLLING) {
            return LoopFindings.closed(
                    ended.findingId(),
                    ended.kind(),
                    scope,
                    ended.key(),
                    ended.openedAtMs(),
                    ended.untilMs(),
                    ended.mostNanoUsd());
        }
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("cost_nano_usd", Long.toString(ended.mostNanoUsd()));
        return new Finding(
                ended.findingId(),
                ended.kind(),
                scope,
                severity(ended.kind()),
                window(ended),
                ended.openedAtMs(),
                ended.untilMs(),
                ended.untilMs(),
                ended.mostNanoUsd(),
                text(scope, ended),
                evidence);
    }

    /** The one it opened with: by scope, kind and window others know what is over. */
    private static String window(OpenFinding ended) {
        switch (ended.kind()) {
            case WASTE:
                return WasteSighting.WINDOW.wireName();
            case PEER:
                return PeerSighting.WINDOW.wireName();
            case PACE:
                return PaceForecast.windowOf(ended.key());
            default:
                return "";
        }
    }

    private static Severity severity(FindingKind kind) {
        switch (kind) {
            case SILENCE:
                return Severity.HIGH;
            case TOKENMAXXING:
            case UNPRICED:
            case PACE:
                return Severity.MEDIUM;
            default:
                return Severity.LOW;
        }
    }

    private static String text(Scope scope, OpenFinding ended) {
        String amount = NanoUsd.toDisplayString(ended.mostNanoUsd());
        switch (ended.kind()) {
            case TOKENMAXXING:
                return scope + " no longer makes calls that are all alike; those hours cost " + amount + ".";
            case WASTE:
                return scope + " wastes less: the most that was avoidable in " + window(ended) + " was " + amount + ".";
            case UNPRICED:
                return scope + " has had no call without a price for a day, or a price by now.";
            case PACE:
                return scope + " no longer spends its budget ahead of its period; it had spent " + amount + ".";
            case PEER:
                return "user:" + ended.key().substring(ended.key().indexOf('/') + 1) + " of " + scope
                        + " no longer spends far more than the others; the most in " + window(ended) + " was " + amount
                        + ".";
            case SILENCE:
                return scope + " reports again, or has been silent for so long that nobody waits for it.";
            default:
                return scope + " is as usual again; the most was " + amount + ".";
        }
    }
}
