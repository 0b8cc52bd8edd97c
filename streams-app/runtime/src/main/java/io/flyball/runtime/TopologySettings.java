package io.flyball.runtime;

import io.flyball.core.govern.Policy;
import io.flyball.core.spend.RowLayout;
import io.flyball.schemas.TopicCatalogue;

/**
 * What the topology must know at start.
 *
 * @param topics names and partition count of the topics
 * @param horizonMs how long admitted ids are kept; a policy may only ask for a shorter admission horizon
 * @param clocking what "now" is for what ends by itself
 * @param layout how closed slices are spread over records
 * @param inForce where tasks tell what they hold
 * @param firstPolicy what is gone by before the control topic names a policy
 */
public record TopologySettings(
        TopicCatalogue topics,
        long horizonMs,
        Clocking clocking,
        RowLayout layout,
        InForce inForce,
        Policy firstPolicy) {

    /** Settings with the measured row layout. */
    public TopologySettings(TopicCatalogue topics, long horizonMs, Clocking clocking) {
        this(topics, horizonMs, clocking, RowLayout.CHUNKS, new InForce(), Policy.standard());
    }

    /** The same, but a first install slows nobody: without a policy the standard one holds in shadow. */
    public TopologySettings inShadowAtFirst() {
        return new TopologySettings(topics, horizonMs, clocking, layout, inForce, firstPolicy.inShadow());
    }
}
