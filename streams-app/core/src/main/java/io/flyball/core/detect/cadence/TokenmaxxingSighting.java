package io.flyball.core.detect.cadence;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.detect.Sighting;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hours of calls that are all alike.
 *
 * @param hours how many whole hours without a break
 * @param calls calls in those hours
 * @param costNanoUsd what they cost
 * @param contextTokens what the latest call sent
 * @param outputTokens what it got
 */
public record TokenmaxxingSighting(
        long atMs,
        long hours,
        long calls,
        long costNanoUsd,
        long contextTokens,
        long outputTokens,
        int confidencePercent)
        implements Sighting {

    @Override
    public FindingKind kind() {
        return FindingKind.TOKENMAXXING;
    }

    @Override
    public String key() {
        return FindingKind.TOKENMAXXING.wireName();
    }

    @Override
    public Finding opened(String id, Scope scope) {
        SortedMap<String, String> evidence = new TreeMap<>();
        evidence.put("hours", Long.toString(hours));
        evidence.put("calls", Long.toString(calls));
        evidence.put("cost_nano_usd", Long.toString(costNanoUsd));
        evidence.put("context_tokens_of_a_call", Long.toString(contextTokens));
        evidence.put("output_tokens_of_a_call", Long.toString(outputTokens));
        evidence.put("confidence_percent", Integer.toString(confidencePercent));
        String text = scope + " has made " + calls + " calls of about " + contextTokens + " tokens in and " + outputTokens
                + " out for " + hours + " hours without a break, like a clock, for "
                + NanoUsd.toDisplayString(costNanoUsd)
                + ": if nothing comes of them, stop them; if it is a batch, run it on a service account that is exempt.";
        return new Finding(
                id,
                FindingKind.TOKENMAXXING,
                scope,
                Severity.MEDIUM,
                "",
                atMs,
                -1,
                atMs,
                costNanoUsd,
                text,
                evidence);
    }
}
