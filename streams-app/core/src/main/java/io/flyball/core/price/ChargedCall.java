package io.flyball.core.price;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import java.util.function.Consumer;

/**
 * An admitted call with what it was charged, or an adjustment of an earlier charge of the same call.
 *
 * @param chargeId the call's event id; an adjustment adds its price version
 * @param state where the amount comes from; of an adjustment, what the call is from now on
 * @param costNanoUsd what it was charged, nano-USD; of an adjustment what is added, negative where less is owed
 * @param priceVersion the row that priced it; empty where none did
 * @param team the team it was charged to, after the directory
 * @param costCenter the cost centre it was charged to, after the directory; empty: none
 * @param admittedAtMs stream time of its admission, epoch ms
 */
public record ChargedCall(
        UsageEvent call,
        String chargeId,
        Price.State state,
        long costNanoUsd,
        String priceVersion,
        String team,
        String costCenter,
        long admittedAtMs) {

    /** The charge with which a call is admitted. */
    public static ChargedCall first(UsageEvent call, Price price, String team, String costCenter, long admittedAtMs) {
        return new ChargedCall(
                call,
                call.eventId(),
                price.state(),
                price.costNanoUsd(),
                price.version(),
                team,
                costCenter,
                admittedAtMs);
    }

    /** State, amount and version together. */
    public Price price() {
        return new Price(state, costNanoUsd, priceVersion);
    }

    /** Whether it adjusts an earlier charge of its call. */
    public boolean adjusts() {
        return !chargeId.equals(call.eventId());
    }

    /** Who pays. */
    public Scope payer() {
        return new Scope(Dimension.USER, call.payer());
    }

    /** Hands over each scope beside the payer's that it was charged to. */
    public void forEachSharedScope(Consumer<Scope> action) {
        give(Dimension.TEAM, team, action);
        give(Dimension.AGENT, call.agent(), action);
        give(Dimension.SESSION, call.session(), action);
        give(Dimension.MODEL, call.model(), action);
        give(Dimension.ORG, call.org(), action);
        give(Dimension.KEY, call.key(), action);
        give(Dimension.SOURCE, call.source(), action);
        give(Dimension.COST_CENTER, costCenter, action);
    }

    private static void give(Dimension dimension, String id, Consumer<Scope> action) {
        if (!id.isEmpty()) {
            action.accept(new Scope(dimension, id));
        }
    }
}
