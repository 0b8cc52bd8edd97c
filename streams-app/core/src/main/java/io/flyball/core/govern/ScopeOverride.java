package io.flyball.core.govern;

import io.flyball.core.model.Scope;

/**
 * What somebody decided for one scope, for a time. It ends by itself.
 *
 * @param raiseNanoUsd by how much budgets and burns are raised, nano-USD; 0 where it raises none
 * @param by who decided it
 * @param fromMs when it begins, epoch ms; 0: as it is read
 * @param untilMs when it ends, epoch ms, exclusive
 */
public record ScopeOverride(
        Scope scope, Kind kind, long raiseNanoUsd, String by, String reason, long fromMs, long untilMs) {

    /** What is done for the scope. Of each kind one holds at a time: a later one takes its place. */
    public enum Kind {
        /** It is told and not slowed. */
        EXEMPT("exempt"),
        /** All its budgets and burns are raised by an amount. */
        RAISE("raise"),
        /** New tasks no longer wait: {@code hold_new_tasks} becomes {@code downshift}. */
        APPROVE("approve");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /** The name on topics and on the command line. */
        public String wireName() {
            return wireName;
        }

        /** The kind of that name; throws where there is none. */
        public static Kind ofWireName(String name) {
            for (Kind kind : values()) {
                if (kind.wireName.equals(name)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "Expected an override of kind exempt, raise or approve, but it is \"" + name + "\"");
        }
    }

    public ScopeOverride {
        if (by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("Expected an override to say by whom and why, but " + scope
                    + " has by \"" + by + "\" and reason \"" + reason + "\"");
        }
        if (untilMs <= 0 || untilMs <= fromMs) {
            throw new IllegalArgumentException("Expected an override with an end after its beginning, but that of "
                    + scope + " ends at " + untilMs);
        }
        if (kind == Kind.RAISE ? raiseNanoUsd <= 0 : raiseNanoUsd != 0) {
            throw new IllegalArgumentException("Expected an amount above 0 for a raise and none else, but the "
                    + kind.wireName + " of " + scope + " has " + raiseNanoUsd + " nano-USD");
        }
    }

    /** Whether it holds at that instant. */
    boolean holdsAt(long atMs) {
        return fromMs <= atMs && atMs < untilMs;
    }
}
