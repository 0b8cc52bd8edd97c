package io.flyball.runtime;

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
 */
public record TopologySettings(
        TopicCatalogue topics, long horizonMs, Clocking clocking, RowLayout layout, InForce inForce) {

    /** Settings with the measured row layout. */
    public TopologySettings(TopicCatalogue topics, long horizonMs, Clocking clocking) {
        this(topics, horizonMs, clocking, RowLayout.CHUNKS, new InForce());
    }
}
