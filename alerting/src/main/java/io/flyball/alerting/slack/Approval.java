package io.flyball.alerting.slack;

import io.flyball.alerting.cases.Answer;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.memory.ControlTail;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.govern.ScopeOverride.Kind;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.ControlRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an approval does: as {@code policy override} and {@code policy approve}, budgets and burns are raised, and new tasks do
 * not wait. Of each kind one override holds for a scope, and a later one takes its place; an approval takes nothing away.
 */
final class Approval {
    private final ControlTail control;

    Approval(ControlTail control) {
        this.control = control;
    }

    /** Why what is asked for would have no effect, or take something away; empty where it may be given. */
    Optional<String> against(CaseKey key, Answer ask, long nowMs) {
        if (!Askable.is(key, Level.HOLD_NEW_TASKS.wireName())) {
            return Optional.of(Askable.mend(key));
        }
        return control.override(Scope.parse(key.scope()), Kind.RAISE, nowMs)
                .filter(held -> held.raiseNanoUsd() > ask.amountNanoUsd() || held.untilMs() > ask.untilMs())
                .map(held -> NanoUsd.toDisplayString(held.raiseNanoUsd()) + " more until "
                        + Instant.ofEpochMilli(held.untilMs()) + " holds already for " + key.scope()
                        + ", and an approval would take its place: ask for the whole amount until then or later, or have"
                        + " it changed by policy override --raise-usd.");
    }

    /** The control records of an approval. */
    List<ControlRecord> records(CaseKey key, Answer ask, String by, long nowMs) {
        Scope scope = Scope.parse(key.scope());
        String reason = ask.reason().isBlank() ? "asked for by " + ask.by() : ask.reason();
        List<ControlRecord> records = new ArrayList<>();
        records.add(ControlMapping.ofOverride(
                new ScopeOverride(scope, Kind.RAISE, ask.amountNanoUsd(), by, reason, 0, ask.untilMs())));
        boolean longer = control.override(scope, Kind.APPROVE, nowMs)
                .filter(held -> held.untilMs() > ask.untilMs())
                .isPresent();
        if (!longer) {
            records.add(
                    ControlMapping.ofOverride(new ScopeOverride(scope, Kind.APPROVE, 0, by, reason, 0, ask.untilMs())));
        }
        return records;
    }
}
