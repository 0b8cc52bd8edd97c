package io.flyball.simulate;

import java.util.Locale;

/** The forms in which a session repeats itself. */
enum LoopVariant {
    /** The same action with the same result. */
    IDENTICAL,
    /** The same action; of its results only digits differ. */
    DIGITS_DIFFER,
    /** The same edit fails each time, and what comes back makes the context grow. */
    SAME_EDIT,
    /** Two actions in turn. */
    PERIOD_TWO,
    /** Three actions in turn. */
    PERIOD_THREE,
    /** The same action and result, with one to three others between. */
    OTHERS_BETWEEN,
    /** The same request, sent again although it was answered. */
    RESENT,
    /** The same request, sent again at once whenever it fails. */
    RETRY_STORM,
    /** Sub-agents of one session that all do the same. */
    FAN_OUT;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
