package io.flyball.alerting.slack;

import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.memory.ControlTail;
import io.flyball.alerting.memory.RememberedCases;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the case that a shortened token stands for. */
record KnownCases(ControlTail control, RememberedCases remembered) {

    /** The token with the full name of its case; empty where that is not known any more. May read a topic. */
    Optional<CaseToken> inFull(CaseToken token) {
        if (!token.shortened()) {
            return Optional.of(token);
        }
        Predicate<CaseKey> isIt =
                key -> new CaseToken(key, token.askId()).shorter().equals(token);
        Optional<CaseKey> asked =
                control.ask(token.askId()).map(ControlTail.Answered::key).filter(isIt);
        return asked.or(() -> remembered.find(isIt)).map(key -> new CaseToken(key, token.askId()));
    }
}
