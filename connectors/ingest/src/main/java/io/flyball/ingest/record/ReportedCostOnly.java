package io.flyball.ingest.record;

import io.flyball.core.model.UsageEvent;

/**
 * Calls of which the cost is told and their tokens are not, or not by class. Priced by tokens they would cost nothing, or
 * too much, so they answer to a model that no price row names: the reported cost is then used where the policy trusts it,
 * and otherwise the call shows as unpriced.
 */
public final class ReportedCostOnly {
    /** Of {@code response_model}, which alone decides the price. */
    public static final String MODEL = "reported-cost-only";

    private ReportedCostOnly() {}

    /** The event, kept from a price by tokens if it has a cost and nothing that a price needs. */
    public static UsageEvent guarded(UsageEvent event) {
        boolean costs =
                event.reportedCostUsd() != null && event.reportedCostUsd().signum() > 0;
        long counts = event.inputTokens()
                | event.cacheReadTokens()
                | event.cacheWrite5mTokens()
                | event.cacheWrite1hTokens()
                | event.outputTokens()
                | event.audioInputTokens()
                | event.audioOutputTokens()
                | event.webSearchRequests();
        return costs && counts == 0 ? event.toBuilder().responseModel(MODEL).build() : event;
    }
}
