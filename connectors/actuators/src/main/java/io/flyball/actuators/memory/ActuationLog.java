package io.flyball.actuators.memory;

import io.flyball.actuators.decide.Entry;

/** Where entries are written down before and after anything is done. */
interface ActuationLog {
    /**
     * Keeps an entry: when this returns it is there for whoever reads next.
     *
     * @throws RuntimeException where it is not, and nothing may be done that rests on it
     */
    void append(Entry entry);
}
