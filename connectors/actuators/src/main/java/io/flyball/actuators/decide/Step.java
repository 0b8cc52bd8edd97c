package io.flyball.actuators.decide;

import io.flyball.actuators.port.Target;
import org.jspecify.annotations.Nullable;

/** What is due for one target. */
public sealed interface Step {
    Target target();

    /**
     * To look at the vendor's limits and set what a signal asks, or finish doing so.
     *
     * @param held what is remembered; null where nothing is, or nothing that was set
     */
    record Tighten(Wish wish, @Nullable Holding held) implements Step {
        @Override
        public Target target() {
            return wish.target();
        }
    }

    /** To take back what was set, or finish doing so. */
    record Restore(Holding held) implements Step {
        @Override
        public Target target() {
            return held.target();
        }
    }

    /** To remember it no more: nothing was set. */
    record Forget(Holding held) implements Step {
        @Override
        public Target target() {
            return held.target();
        }
    }
}
