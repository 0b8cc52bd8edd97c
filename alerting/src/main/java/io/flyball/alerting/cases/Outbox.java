package io.flyball.alerting.cases;

import io.flyball.alerting.cases.Delivery.Digest;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.Told.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Picks from what is behind what goes out now, within the budget; what finds no room is told together. */
final class Outbox {
    private static final Comparator<Waiting> WORST_FIRST = Comparator.comparing(
                    (Waiting w) -> w.of().course().severity())
            .thenComparing(w -> w.of().course().latest().getCostNanoUsd())
            .reversed()
            .thenComparing(w -> w.told().dueSinceMs());

    private final AlertRules rules;
    private final Recipients recipients;
    private final WhoHears who;
    private final Lanes lanes;
    private final SendBudget budget;
    private final Set<String> unsure;
    private long overflowToldMs;

    /** @param unsure ids of messages that may be there although nobody knows */
    Outbox(AlertRules rules, Recipients recipients, WhoHears who, Lanes lanes, SendBudget budget, Set<String> unsure) {
        this.rules = rules;
        this.recipients = recipients;
        this.who = who;
        this.lanes = lanes;
        this.budget = budget;
        this.unsure = unsure;
    }

    private record Waiting(AlertCase of, Told told) {}

    /**
     * What goes out now.
     *
     * @param moved cases of which a message is to be told together with others
     * @param nextMs when something can go out again
     */
    record Sorted(List<Delivery> deliveries, List<AlertCase> moved, long nextMs) {}

    /** One message of a case in one place. */
    static String messageId(AlertCase of, Told told) {
        return of.key().id() + "." + told.askId() + "@" + told.place().lane();
    }

    /** Whether something of the case is to go out, now or later. */
    boolean waits(AlertCase of) {
        return of.told().stream()
                .anyMatch(told ->
                        told.state() == State.DIGEST || told.state() == State.OVERFLOW || who.isBehind(of, told));
    }

    Sorted sort(List<AlertCase> candidates, long nowMs) {
        Sorting sorting = new Sorting(nowMs);
        candidates.forEach(sorting::add);
        sorting.digests();
        sorting.overflow();
        sorting.people.sort(WORST_FIRST);
        sorting.people.forEach(sorting::tell);
        return new Sorted(List.copyOf(sorting.deliveries), List.copyOf(sorting.moved.values()), sorting.nextMs);
    }

    private final class Sorting {
        private final long nowMs;
        private final List<Delivery> deliveries = new ArrayList<>();
        private final List<Waiting> people = new ArrayList<>();
        private final Map<Place, List<AlertCase>> byPlace = new LinkedHashMap<>();
        private final List<AlertCase> overflowing = new ArrayList<>();
        private final Map<CaseKey, AlertCase> moved = new LinkedHashMap<>();
        private long nextMs = Long.MAX_VALUE;

        private Sorting(long nowMs) {
            this.nowMs = nowMs;
        }

        private void add(AlertCase of) {
            for (Told told : of.told()) {
                if (told.state() == State.DIGEST) {
                    addToDigest(of, told);
                } else if (told.state() == State.OVERFLOW) {
                    if (overflowing.isEmpty() || overflowing.get(overflowing.size() - 1) != of) {
                        overflowing.add(of);
                    }
                } else if (who.isBehind(of, told)) {
                    if (told.place().role() == Role.FEED) {
                        emitWhereFree(telling(of, told));
                    } else {
                        people.add(new Waiting(of, told));
                    }
                }
            }
        }

        private void addToDigest(AlertCase of, Told told) {
            long dueMs = rules.digestAfterMs(told.dueSinceMs());
            if (dueMs <= nowMs) {
                byPlace.computeIfAbsent(told.place(), p -> new ArrayList<>()).add(of);
            } else {
                nextMs = Math.min(nextMs, dueMs);
            }
        }

        private void digests() {
            byPlace.forEach((place, cases) -> emitWithinBudget(digest(place, cases, false)));
        }

        private void overflow() {
            List<Place> places = recipients.overflow();
            if (overflowing.isEmpty() || places.isEmpty()) {
                return;
            }
            long dueMs = overflowToldMs + rules.overflowAfterMs();
            if (dueMs > nowMs) {
                nextMs = Math.min(nextMs, dueMs);
            } else if (emitWithinBudget(digest(places.get(0), overflowing, true))) {
                overflowToldMs = nowMs;
            }
        }

        private Digest digest(Place place, List<AlertCase> cases, boolean overflow) {
            List<AlertCase> sorted = new ArrayList<>(cases);
            sorted.sort(Comparator.comparing((AlertCase c) -> c.course().severity())
                    .thenComparing(c -> c.course().latest().getCostNanoUsd())
                    .reversed()
                    .thenComparing(c -> c.key().toString()));
            int content = sorted.stream().map(AlertCase::key).toList().hashCode();
            boolean mayBeThere = sorted.stream()
                    .flatMap(c -> c.told().stream().map(t -> messageId(c, t)))
                    .anyMatch(unsure::contains);
            String id = "digest." + Integer.toHexString(place.lane().hashCode()) + "." + Integer.toHexString(content);
            return new Digest(id, place, sorted, overflow, mayBeThere);
        }

        private void tell(Waiting waiting) {
            Telling telling = telling(waiting.of(), waiting.told());
            boolean sent = emitWithinBudget(telling);
            boolean noRoom = !sent && lanes.free(telling.place(), nowMs);
            if (noRoom
                    && telling.first()
                    && telling.told().askId().isEmpty()
                    && !recipients.overflow().isEmpty()) {
                long lateMs = waiting.told().dueSinceMs() + rules.overflowAfterMs();
                if (lateMs <= nowMs) {
                    AlertCase of = moved.getOrDefault(waiting.of().key(), waiting.of());
                    moved.put(of.key(), of.with(waiting.told().in(State.OVERFLOW)));
                } else {
                    nextMs = Math.min(nextMs, lateMs);
                }
            }
        }

        private Telling telling(AlertCase of, Told told) {
            String news = told.revision() == 0 || !told.askId().isEmpty()
                    ? ""
                    : of.news().since(told.revision());
            return new Telling(of, told, who.target(of, told), news, unsure.contains(messageId(of, told)));
        }

        private boolean emitWithinBudget(Delivery delivery) {
            if (!lanes.free(delivery.place(), nowMs)) {
                return emitWhereFree(delivery);
            }
            if (!budget.take(delivery.sends(), nowMs)) {
                nextMs = Math.min(nextMs, Math.max(nowMs + 1, budget.nextRoomMs(nowMs)));
                return false;
            }
            return emitWhereFree(delivery);
        }

        private boolean emitWhereFree(Delivery delivery) {
            if (lanes.free(delivery.place(), nowMs)) {
                lanes.begin(delivery.place());
                deliveries.add(delivery);
                return true;
            }
            if (!lanes.isBusy(delivery.place())) {
                nextMs = Math.min(nextMs, lanes.freeAtMs(delivery.place()));
            }
            return false;
        }
    }
}
