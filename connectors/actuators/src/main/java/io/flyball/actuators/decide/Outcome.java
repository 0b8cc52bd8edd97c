package io.flyball.actuators.decide;

/** What a step came to, for the audit. */
public enum Outcome {
    /** About to be set. */
    INTENDED("intended"),
    /** Set. */
    DONE("done"),
    /** A dry run would have set it. */
    WOULD_SET("would_set"),
    /** About to be taken back. */
    RESTORING("restoring"),
    /** As it was before Flyball came. */
    REVERTED("reverted"),
    /** A dry run would have taken it back. */
    WOULD_RESTORE("would_restore"),
    /** Somebody else set another value, which stays. */
    FOREIGN_CHANGE("foreign_change"),
    /** What is there is as tight as what is asked, or tighter. */
    NOTHING_TO_TIGHTEN("nothing_to_tighten"),
    /** The vendor does not take it. */
    REFUSED("refused"),
    /** No answer, or one that says to come again; it is tried again. */
    FAILED("failed"),
    /** The signal of a target that was left alone has ended. */
    RELEASED("released"),
    /** Written again, so that it does not fall out of the topic while it holds. */
    HELD("held");

    private final String wireName;

    Outcome(String wireName) {
        this.wireName = wireName;
    }

    /** The name in records and metrics. */
    public String wireName() {
        return wireName;
    }

    /** Whether a change at the vendor follows it: these are what a rate of changes counts. */
    public boolean precedesAChange() {
        return this == INTENDED || this == RESTORING || this == WOULD_SET;
    }

    /** @throws IllegalArgumentException where there is none of that name */
    public static Outcome ofWireName(String name) {
        for (Outcome outcome : values()) {
            if (outcome.wireName.equals(name)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("Expected an outcome such as done, but it is \"" + name + "\"");
    }
}
