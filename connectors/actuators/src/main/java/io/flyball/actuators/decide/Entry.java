package io.flyball.actuators.decide;

import io.flyball.actuators.port.Limits;
import org.jspecify.annotations.Nullable;

/**
 * One step as it is written down. The steps of a target, in their order, make what is remembered of it.
 *
 * @param holding as it stands after the step; as it was last, where it is over
 * @param over whether nothing is remembered of the target from here on
 * @param before what was found at the vendor; null where nobody looked
 * @param after what is set; null where nothing is
 * @param text for a person
 */
public record Entry(
        Holding holding,
        boolean over,
        Outcome outcome,
        @Nullable Limits before,
        @Nullable Limits after,
        String text) {
    /** When it was written, epoch ms. */
    public long atMs() {
        return holding.recordedAtMs();
    }
}
