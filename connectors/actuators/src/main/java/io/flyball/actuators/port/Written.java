package io.flyball.actuators.port;

/** What became of a change of limits. */
public sealed interface Written {
    /** The vendor has it. */
    record Done() implements Written {}

    /** The vendor does not take it, and never will: nothing was changed. */
    record Refused(String why) implements Written {}

    /**
     * It may be tried again, and may have been done all the same.
     *
     * @param afterMs what the vendor asked to wait; 0 where it did not say
     */
    record Later(String why, long afterMs) implements Written {}
}
