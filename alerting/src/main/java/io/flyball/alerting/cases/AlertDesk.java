package io.flyball.alerting.cases;

import io.flyball.alerting.cases.Delivery.Digest;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.cases.Told.State;
import io.flyball.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All cases of some partitions: takes in what happens, and says at each turn what is to be remembered and delivered. Each
 * message is brought to what its case is now, however much happened meanwhile, so that nothing queues up and nothing is
 * lost. It has no clock and does nothing itself. Not thread-safe.
 */
public final class AlertDesk {
    private final AlertRules rules;
    private final WhoHears who;
    private final Lanes lanes;
    private final SendBudget budget;
    private final EarlierSends earlier;
    private final Outbox outbox;

    private final Map<CaseKey, Held> held = new HashMap<>();
    private final Map<String, Set<CaseKey>> byScope = new HashMap<>();
    private final Set<CaseKey> dirty = new LinkedHashSet<>();
    private final Set<CaseKey> waiting = new HashSet<>();
    private final Map<CaseKey, Turn.Change> changes = new HashMap<>();
    private final TreeMap<Long, Set<CaseKey>> looks = new TreeMap<>();

    private static final class Held {
        private final int partition;
        private AlertCase state;
        private long lookAtMs = Long.MAX_VALUE;

        private Held(int partition, AlertCase state) {
            this.partition = partition;
            this.state = state;
        }
    }

    /** @param jitter numbers from 0 to below 1 */
    public AlertDesk(AlertRules rules, Recipients recipients, DispatchPolicy policy, DoubleSupplier jitter) {
        this.rules = rules;
        this.who = new WhoHears(rules, recipients);
        this.lanes = new Lanes(policy, jitter);
        this.budget = new SendBudget(rules.messagesPerMinute());
        this.earlier = new EarlierSends(budget);
        this.outbox = new Outbox(rules, recipients, who, lanes, budget);
    }

    /** How much of the budget is this desk's, where others have the other partitions; all is restored then. */
    public void serves(int partitions, int ofAll) {
        earlier.end();
        budget.allow(SendBudget.share(rules.messagesPerMinute(), partitions, ofAll));
    }

    /**
     * Takes in that something was remembered within the last minute, in the order of writing: what had been sent then counts
     * against the budget.
     *
     * @param before what was remembered of the case before; null: nothing
     * @param writtenMs wall clock, epoch ms
     */
    public void wasWritten(@Nullable AlertCase before, AlertCase after, long writtenMs) {
        earlier.ended(before, after, writtenMs);
    }

    /**
     * Takes in what was remembered last. What was under way may have arrived; who asked for rest gets it. What was refused
     * is tried again, for a start is how it is mended.
     */
    public void restore(int partition, AlertCase remembered, long nowMs) {
        put(partition, remembered.hopingAgain().beginningAnew());
        earlier.underWay(remembered, nowMs);
        remembered.told().forEach(told -> lanes.restoreRest(told.place(), told.restUntilMs()));
        dirty.add(remembered.key());
    }

    /** Somebody else has these partitions now. */
    public void forget(Collection<Integer> partitions) {
        held.values().removeIf(h -> partitions.contains(h.partition));
        byScope.values().removeIf(keys -> {
            keys.retainAll(held.keySet());
            return keys.isEmpty();
        });
        dirty.retainAll(held.keySet());
        waiting.retainAll(held.keySet());
        changes.keySet().retainAll(held.keySet());
    }

    /** An alert was read. */
    public void hear(int partition, Alert alert, long nowMs) {
        if (ThrottleDecisions.isSignal(alert)) {
            casesOf(alert.getScope()).forEach(of -> become(of, ThrottleDecisions.throttled(of.state, alert)));
            return;
        }
        CaseKey key = CaseKey.of(alert);
        Held before = held.get(key);
        AlertCase after = CaseDecisions.heard(before == null ? null : before.state, alert, rules, nowMs);
        if (after != null && (before == null || before.state != after)) {
            after = hopingAgain(before, after);
            for (Held other : casesOf(alert.getScope())) {
                after = other == before ? after : ThrottleDecisions.like(other.state, after);
            }
            put(partition, after);
            changed(key);
        }
    }

    private List<Held> casesOf(String scope) {
        List<Held> cases = new ArrayList<>();
        for (CaseKey key : byScope.getOrDefault(scope, Set.of())) {
            Held of = held.get(key);
            if (of != null) {
                cases.add(of);
            }
        }
        return cases;
    }

    private void become(Held of, AlertCase after) {
        if (after != of.state) {
            of.state = hopingAgain(of, after);
            changed(after.key());
        }
    }

    /** What is worth a message is worth another try where the last one failed. */
    private static AlertCase hopingAgain(@Nullable Held before, AlertCase after) {
        boolean news = before != null
                && before.state.news().textRevision() < after.news().textRevision();
        return news ? after.hopingAgain() : after;
    }

    /** Somebody answered; nothing happens where the case is not known here or the answer has had its effect. */
    public void answer(CaseKey key, Answer answer, long nowMs) {
        Held before = held.get(key);
        if (before != null) {
            become(before, CaseDecisions.answered(before.state, answer, nowMs));
        }
    }

    /** A delivery was tried. */
    public Fate outcome(Delivery delivery, DeliveryResult result, long nowMs) {
        if (delivery.place().role() != Role.FEED) {
            budget.ended(delivery.sends(), nowMs);
        }
        if (result instanceof RetryLater later) {
            lanes.failed(delivery.place(), later, nowMs);
        } else {
            lanes.done(delivery.place());
        }
        return delivery instanceof Telling telling
                ? settled(telling, result, nowMs)
                : settled((Digest) delivery, result, nowMs);
    }

    private Fate settled(Telling telling, DeliveryResult result, long nowMs) {
        Held now = held.get(telling.of().key());
        if (now == null) {
            return Fate.RETRIED; // Somebody else has the case, and takes care of it.
        }
        Told told = now.state.told(telling.place(), telling.told().askId()).orElse(telling.told());
        return settle(now, told, telling, result, telling.revision(), nowMs);
    }

    private Fate settled(Digest digest, DeliveryResult result, long nowMs) {
        Fate fate = Fate.RETRIED;
        for (AlertCase shown : digest.cases()) {
            Held now = held.get(shown.key());
            if (now == null) {
                continue;
            }
            for (Told told : now.state.told()) {
                if (told.attempt().id().equals(digest.id())) {
                    fate = settle(now, told, digest, result, told.attempt().revision(), nowMs);
                }
            }
        }
        return fate;
    }

    private Fate settle(Held of, Told told, Delivery delivery, DeliveryResult result, int revision, long nowMs) {
        Told after;
        Fate fate;
        if (result instanceof Delivered delivered) {
            boolean alone = delivery instanceof Telling;
            after = told.showing(
                    revision, alone ? delivered.reference() : told.reference(), alone ? State.WANTED : State.DIGESTED);
            fate = Fate.DELIVERED;
        } else if (result instanceof RetryLater later) {
            boolean mayBeThere = later.mayBeThere() || delivery.mayBeThere();
            long triedForMs = nowMs + later.afterMs() - lastHopeMs(told);
            boolean dead = told.dueSinceMs() > 0 && triedForMs >= rules.giveUpAfterMs();
            after = (mayBeThere && !dead ? told : told.attempted(Attempt.NONE))
                    .in(dead ? State.DEAD : told.state())
                    .restingUntil(later.afterMs() > 0 ? nowMs + later.afterMs() : 0);
            fate = dead ? Fate.DEAD : Fate.RETRIED;
        } else {
            after = told.attempted(Attempt.NONE).in(State.REFUSED);
            fate = Fate.REFUSED;
        }
        if (!after.equals(told)) {
            of.state = of.state.with(after);
            changes.put(of.state.key(), new Turn.Change(of.partition, of.state.key(), of.state));
        }
        dirty.add(of.state.key());
        return fate;
    }

    /** A digest is not tried before it is due. */
    private long lastHopeMs(Told told) {
        return told.state() == State.DIGEST ? rules.digestAfterMs(told.dueSinceMs()) : told.dueSinceMs();
    }

    /** What there is to do now. */
    public Turn turn(long nowMs) {
        while (!looks.isEmpty() && looks.firstKey() <= nowMs) {
            dirty.addAll(looks.pollFirstEntry().getValue());
        }
        List.copyOf(dirty).forEach(key -> look(key, nowMs));
        dirty.clear();
        List<AlertCase> candidates = new ArrayList<>(waiting.size());
        for (CaseKey key : waiting) {
            Held of = held.get(key);
            if (of != null) {
                candidates.add(of.state);
            }
        }
        Outbox.Sorted sorted = outbox.sort(candidates, nowMs);
        for (AlertCase moved : sorted.moved()) {
            Held of = held.get(moved.key());
            if (of != null) {
                of.state = moved;
                changes.put(moved.key(), new Turn.Change(of.partition, moved.key(), moved));
            }
        }
        return new Turn(takeChanges(), sorted.deliveries(), nextMs(sorted.nextMs()));
    }

    /** What is to be remembered, where nothing more is to be delivered. */
    public List<Turn.Change> takeChanges() {
        List<Turn.Change> taken = List.copyOf(changes.values());
        changes.clear();
        return taken;
    }

    private void look(CaseKey key, long nowMs) {
        Held of = held.get(key);
        if (of == null) {
            return;
        }
        WhoHears.Looked looked = who.look(of.state, nowMs);
        if (!looked.after().equals(of.state)) {
            of.state = looked.after();
            changes.put(key, new Turn.Change(of.partition, key, of.state));
        }
        boolean waits = outbox.waits(of.state);
        if (waits) {
            waiting.add(key);
        } else {
            waiting.remove(key);
        }
        long forgetMs = of.state.course().open() || waits
                ? Long.MAX_VALUE
                : of.state.course().closedAtMs() + rules.forgetAfterMs();
        if (forgetMs <= nowMs) {
            held.remove(key);
            byScope.computeIfPresent(key.scope(), (scope, keys) -> keys.remove(key) && keys.isEmpty() ? null : keys);
            changes.put(key, new Turn.Change(of.partition, key, null));
        } else {
            lookAt(of, Math.min(forgetMs, looked.nextMs()));
        }
    }

    private void lookAt(Held of, long ms) {
        if (ms != of.lookAtMs && ms != Long.MAX_VALUE) {
            looks.computeIfAbsent(ms, m -> new HashSet<>()).add(of.state.key());
        }
        of.lookAtMs = ms;
    }

    private long nextMs(long nextSendMs) {
        long next = looks.isEmpty() ? Long.MAX_VALUE : looks.firstKey();
        return dirty.isEmpty() ? Math.min(next, nextSendMs) : 0;
    }

    /** All that is not over, and what is over and not forgotten yet. */
    public List<AlertCase> cases() {
        return held.values().stream().map(h -> h.state).toList();
    }

    /** What is remembered of a case, or null. */
    @Nullable
    AlertCase find(CaseKey key) {
        Held of = held.get(key);
        return of == null ? null : of.state;
    }

    private void put(int partition, AlertCase state) {
        Held known = held.get(state.key());
        if (known == null) {
            held.put(state.key(), new Held(partition, state));
            byScope.computeIfAbsent(state.key().scope(), s -> new HashSet<>()).add(state.key());
        } else {
            known.state = state;
        }
    }

    private void changed(CaseKey key) {
        Held of = held.get(key);
        if (of != null) {
            changes.put(key, new Turn.Change(of.partition, key, of.state));
            dirty.add(key);
        }
    }
}
