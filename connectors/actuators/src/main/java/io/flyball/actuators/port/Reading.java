package io.flyball.actuators.port;

import org.jspecify.annotations.Nullable;

/** What a vendor says of a target's limits. */
public sealed interface Reading {
    /**
     * It told them.
     *
     * @param spentCents what the period has cost so far, rounded up; null where the vendor does not say
     * @param handle what the vendor calls the limit itself; empty where it has no name
     */
    record Found(Limits limits, @Nullable Long spentCents, String handle) implements Reading {
        /** Of a vendor that names neither. */
        public Found(Limits limits) {
            this(limits, null, "");
        }
    }

    /** It will never tell: it does not know the target. */
    record Refused(String why) implements Reading {}

    /**
     * It may tell later.
     *
     * @param afterMs what the vendor asked to wait; 0 where it did not say
     */
    record Later(String why, long afterMs) implements Reading {}
}
