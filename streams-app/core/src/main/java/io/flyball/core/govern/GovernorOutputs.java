package io.flyball.core.govern;

import io.flyball.core.detect.Finding;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;

/** Where a governor's decisions go. */
public interface GovernorOutputs {
    /**
     * A finding was opened or closed.
     *
     * @param level level of the signal that goes with it; CLEAR where none does
     * @param validUntilMs when that signal ends by itself, -1 where there is none
     */
    void finding(Finding finding, Level level, long validUntilMs);

    /** A signal is to replace the scope's former one. */
    void signal(Signal signal);

    /** The scope's cleared signal may be forgotten. */
    void tombstone(Scope scope);

    /** Something of the scope ends by itself at that instant: ask {@link Governor#expire} then. */
    void wakeAt(Scope scope, long timeMs);
}
