package io.flyball.app.report;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.detect.Finding;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.Window;
import java.util.List;
import java.util.Map;

/**
 * What a report says, before it is written.
 *
 * @param ledger what was read and what became of it, all partitions together
 * @param total of all users
 * @param asOfMs newest event time of an admitted call, {@link PartitionLedger#NEVER} where there is none
 * @param findings in the order of their opening
 * @param signals a scope's changes of level in order; a renewed signal once, with its last end
 * @param notes what a reader of the input noticed, one sentence each
 */
public record Report(
        PartitionLedger ledger,
        Measures total,
        long asOfMs,
        List<ScopeSection> scopes,
        List<Finding> findings,
        List<SignalSection> signals,
        List<String> notes,
        long inFlightCalls,
        Timing timing) {

    /** One scope with its windows as of the report's instant. */
    public record ScopeSection(Scope scope, ScopeSpend spend, Map<Window, Long> windowCosts) {}

    /** One level of one scope, from its first signal to its last renewal; {@code json} is that last signal. */
    public record SignalSection(String scope, long firstIssuedAtMs, com.fasterxml.jackson.databind.JsonNode json) {}

    /** How long it took and how fast it went. */
    public record Timing(long wallMs, long eventsPerSecond) {}
}
