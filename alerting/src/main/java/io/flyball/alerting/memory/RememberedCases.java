package io.flyball.alerting.memory;

import io.flyball.alerting.cases.CaseKey;
import java.util.Optional;
import java.util.function.Predicate;

/** The cases that are remembered, of all instances. */
public interface RememberedCases {
    /** The first one that is asked for; empty where there is none. May take seconds. */
    Optional<CaseKey> find(Predicate<CaseKey> wanted);

    /** No memory. */
    static RememberedCases none() {
        return wanted -> Optional.empty();
    }
}
