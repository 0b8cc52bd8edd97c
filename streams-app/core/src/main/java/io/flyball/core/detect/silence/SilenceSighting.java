package io.flyball.core.detect.silence;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.detect.Sighting;
import io.flyball.core.model.Scope;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A source that was expected to report and did not.
 *
 * @param lastHeardMs event time of its latest call, epoch ms
 * @param missingCalls calls that were to be expected since
 * @param callsInTotal all it ever reported
 */
public record SilenceSighting(long atMs, long lastHeardMs, long missingCalls, long callsInTotal) implements Sighting {
    private static final int NEARLY_CERTAIN = 95;
    private static final long MS_PER_MINUTE = 60_000;

    @Override
    public FindingKind kind() {
        return FindingKind.SILENCE;
    }

    @Override
    public String key() {
        return FindingKind.SILENCE.wireName();
    }

    @Override
    public int confidencePercent() {
        return NEARLY_CERTAIN;
    }

    @Override
    public long costNanoUsd() {
        return 0;
    }

    @Override
    public Finding opened(String id, Scope scope) {
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("last_heard", Instant.ofEpochMilli(lastHeardMs).toString());
        evidence.put("missing_calls", Long.toString(missingCalls));
        evidence.put("calls_in_total", Long.toString(callsInTotal));
        evidence.put("silent_minutes", Long.toString((atMs - lastHeardMs) / MS_PER_MINUTE));
        String text = scope + " has reported nothing since " + Instant.ofEpochMilli(lastHeardMs) + ", where at least "
                + missingCalls + " calls were to be expected by what it did at these hours of the weeks before: see whether"
                + " it still sends; what it does not report is spent all the same.";
        return new Finding(
                id, FindingKind.SILENCE, scope, Severity.HIGH, "", atMs, -1, atMs, 0, text, evidence);
    }
}
