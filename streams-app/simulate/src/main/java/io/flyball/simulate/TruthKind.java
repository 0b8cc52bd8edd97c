package io.flyball.simulate;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What goes wrong in the company. */
public enum TruthKind {
    /** Unattended agents of one person burn thousands of dollars within three days. */
    BURN,
    /** One person spends many times the own usual within a day. */
    SPIKE,
    /** A session repeats itself and gets nowhere. */
    LOOP,
    /** Volume for its own sake: a machine's cadence for hours, without variety. */
    TOKENMAXXING,
    /** Dollars that the same work need not have cost. */
    WASTE,
    /** A source that reports all the time stops for hours, while its users work on. */
    SILENCE,
    /** Calls on a model that nobody has entered a price for. */
    UNPRICED;

    /** The lower-case name, as findings of the same meaning have it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What else is true of the same person at the same time, so that whoever says it is not wrong: agents that burn
     * thousands also spend more than usual, and much of it on caches that lapse.
     */
    public Set<TruthKind> alsoTrue() {
        return switch (this) {
            case BURN -> EnumSet.of(SPIKE, WASTE);
            case SPIKE -> EnumSet.of(WASTE);
            case LOOP -> EnumSet.of(WASTE, SPIKE);
            case TOKENMAXXING -> EnumSet.of(SPIKE, LOOP, WASTE);
            case WASTE -> EnumSet.of(SPIKE);
            case SILENCE, UNPRICED -> EnumSet.noneOf(TruthKind.class);
        };
    }
}
