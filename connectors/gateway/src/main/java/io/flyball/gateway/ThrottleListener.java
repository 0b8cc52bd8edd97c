package io.flyball.gateway;

import org.jspecify.annotations.Nullable;

/** Hears what changes in a {@link ThrottleTable}. Must not block: the reader of the topic waits for it. */
@FunctionalInterface
public interface ThrottleListener {
    /**
     * A scope has another signal.
     *
     * @param signal also one of level clear; null: what was known has been deleted
     */
    void changed(String scope, @Nullable ThrottleSignal signal);
}
