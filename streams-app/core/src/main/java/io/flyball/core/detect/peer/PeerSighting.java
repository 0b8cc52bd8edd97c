package io.flyball.core.detect.peer;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.detect.Sighting;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Window;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Somebody who spends far more than the others of the team. Nobody else is named.
 *
 * @param costNanoUsd the member's last seven days
 * @param medianNanoUsd what is in the middle of the others
 * @param others how many others spent something
 */
public record PeerSighting(long atMs, String user, long costNanoUsd, long medianNanoUsd, int others)
        implements Sighting {
    /** What it is measured in. */
    public static final Window WINDOW = Window.ROLLING_7D;

    private static final int QUITE_SURE = 80;

    @Override
    public FindingKind kind() {
        return FindingKind.PEER;
    }

    @Override
    public String key() {
        return FindingKind.PEER.wireName() + "/" + user;
    }

    @Override
    public int confidencePercent() {
        return QUITE_SURE;
    }

    @Override
    public Finding opened(String id, Scope scope) {
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("member", user);
        evidence.put("window_cost_nano_usd", Long.toString(costNanoUsd));
        evidence.put("median_of_others_nano_usd", Long.toString(medianNanoUsd));
        evidence.put("others", Integer.toString(others));
        String text = "user:" + user + " of " + scope + " spent " + NanoUsd.toDisplayString(costNanoUsd)
                + " in " + WINDOW.wireName() + ", where " + NanoUsd.toDisplayString(medianNanoUsd)
                + " is in the middle of the " + others
                + " others: other work costs otherwise, so ask before you judge.";
        return new Finding(
                id,
                FindingKind.PEER,
                scope,
                Severity.LOW,
                WINDOW.wireName(),
                atMs,
                -1,
                atMs,
                costNanoUsd,
                text,
                evidence);
    }
}
