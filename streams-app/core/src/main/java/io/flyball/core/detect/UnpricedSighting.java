package io.flyball.core.detect;

import io.flyball.core.model.Scope;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Calls on a model that has no price: counted, never free. It is over when a price has arrived for all of them, or a day
 * after the latest one.
 *
 * @param calls calls of the model that wait for a price
 */
public record UnpricedSighting(long atMs, long calls) implements Sighting {
    private static final int CERTAIN_PERCENT = 100;

    @Override
    public FindingKind kind() {
        return FindingKind.UNPRICED;
    }

    @Override
    public String key() {
        return FindingKind.UNPRICED.wireName();
    }

    @Override
    public int confidencePercent() {
        return CERTAIN_PERCENT;
    }

    @Override
    public long costNanoUsd() {
        return 0;
    }

    @Override
    public Finding opened(String id, Scope scope) {
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("unpriced_calls", Long.toString(calls));
        String text = scope + " is called and has no price: " + calls + (calls == 1 ? " call is" : " calls are")
                + " counted and not yet charged; import a price row for it (./flyball prices import).";
        return new Finding(id, FindingKind.UNPRICED, scope, Severity.MEDIUM, "", atMs, -1, atMs, 0, text, evidence);
    }
}
