package io.flyball.alerting.cases;

import io.flyball.alerting.cases.Delivery.Digest;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.Told.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private long overflowToldMs;

    Outbox(AlertRules rules, Recipients recipients, WhoHears who, Lanes lanes, SendBudget budget) {
        this.rules = rules;
        this.recipients = recipients;
        this.who = who;
        this.lanes = lanes;
        this.budget = budget;
    }

    private record Waiting(AlertCase of, Told told) {}

    /**
     * What goes out now.
     *
     * @param moved cases of which a message goes out, or is to be told together with others
     * @param nextMs when something can go out again
     */
    record Sorted(List<Delivery> deliveries, List<AlertCase> moved, long nextMs) {}

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

    /** Those that one digest tells: of one place, and what was begun together stays together. */
    private record Batch(Place place, String attemptId) {}

    private final class Sorting {
        private final long nowMs;
        private final List<Delivery> deliveries = new ArrayList<>();
        private final List<Waiting> people = new ArrayList<>();
        private final Map<Batch, List<Waiting>> digests = new LinkedHashMap<>();
        private final Map<String, List<Waiting>> overflowing = new LinkedHashMap<>();
        private final Map<CaseKey, AlertCase> moved = new LinkedHashMap<>();
        private long nextMs = Long.MAX_VALUE;

        private Sorting(long nowMs) {
            this.nowMs = nowMs;
        }

        private void add(AlertCase of) {
            for (Told told : of.told()) {
                Waiting waiting = new Waiting(of, told);
                if (told.state() == State.DIGEST) {
                    addToDigest(waiting);
                } else if (told.state() == State.OVERFLOW) {
                    addToOverflow(waiting);
                } else if (who.isBehind(of, told)) {
                    if (told.place().role() == Role.FEED) {
                        begin(telling(waiting), List.of(waiting));
                    } else {
                        people.add(waiting);
                    }
                }
            }
        }

        private void addToDigest(Waiting waiting) {
            Told told = waiting.told();
            long dueMs = rules.digestAfterMs(told.dueSinceMs());
            if (dueMs <= nowMs) {
                digests.computeIfAbsent(new Batch(told.place(), told.attempt().id()), batch -> new ArrayList<>())
                        .add(waiting);
            } else {
                nextMs = Math.min(nextMs, dueMs);
            }
        }

        private void addToOverflow(Waiting waiting) {
            if (recipients.overflow().isEmpty()) {
                people.add(waiting); // Where it was to be told together is gone since: by itself after all.
            } else {
                overflowing
                        .computeIfAbsent(waiting.told().attempt().id(), id -> new ArrayList<>())
                        .add(waiting);
            }
        }

        private void digests() {
            digests.forEach((batch, all) -> beginWithinBudget(digest(batch, all, false), all));
        }

        private void overflow() {
            List<Place> places = recipients.overflow();
            overflowing.forEach((attemptId, all) -> {
                boolean again = !attemptId.isEmpty();
                long dueMs = again ? nowMs : overflowToldMs + rules.overflowAfterMs();
                if (dueMs > nowMs) {
                    nextMs = Math.min(nextMs, dueMs);
                } else if (beginWithinBudget(digest(new Batch(places.get(0), attemptId), all, true), all) && !again) {
                    overflowToldMs = nowMs;
                }
            });
        }

        private Digest digest(Batch batch, List<Waiting> all, boolean overflow) {
            List<AlertCase> sorted = new ArrayList<>(all.size());
            for (Waiting each : all) {
                // A case that waits in two places comes twice, one after the other.
                if (sorted.isEmpty() || sorted.get(sorted.size() - 1) != each.of()) {
                    sorted.add(each.of());
                }
            }
            sorted.sort(Comparator.comparing((AlertCase c) -> c.course().severity())
                    .thenComparing(c -> c.course().latest().getCostNanoUsd())
                    .reversed()
                    .thenComparing(c -> c.key().toString()));
            boolean again = !batch.attemptId().isEmpty();
            String id = again ? batch.attemptId() : digestId(batch.place(), sorted);
            return new Digest(id, batch.place(), sorted, overflow, again);
        }

        /** By place, content and time: the same cases may be told together again another day. */
        private String digestId(Place place, List<AlertCase> cases) {
            int content = cases.stream().map(AlertCase::key).toList().hashCode();
            return "digest." + Integer.toHexString(place.lane().hashCode()) + "." + Integer.toHexString(content) + "."
                    + Long.toString(nowMs, Character.MAX_RADIX);
        }

        private void tell(Waiting waiting) {
            Telling telling = telling(waiting);
            boolean sent = beginWithinBudget(telling, List.of(waiting));
            boolean noRoom = !sent && lanes.free(telling.place(), nowMs);
            // What may be there already is never told in another way as well.
            if (noRoom
                    && telling.first()
                    && !telling.mayBeThere()
                    && telling.told().askId().isEmpty()
                    && !recipients.overflow().isEmpty()) {
                long lateMs = waiting.told().dueSinceMs() + rules.overflowAfterMs();
                if (lateMs <= nowMs) {
                    become(waiting, waiting.told().in(State.OVERFLOW));
                    nextMs = nowMs;
                } else {
                    nextMs = Math.min(nextMs, lateMs);
                }
            }
        }

        private Telling telling(Waiting waiting) {
            AlertCase of = waiting.of();
            Told told = waiting.told();
            String news = told.revision() == 0 || !told.askId().isEmpty()
                    ? ""
                    : of.news().since(told.revision());
            return new Telling(
                    of, told, who.target(of, told), news, told.attempt().underWay());
        }

        private boolean beginWithinBudget(Delivery delivery, List<Waiting> all) {
            if (lanes.free(delivery.place(), nowMs) && !budget.take(delivery.sends(), nowMs)) {
                nextMs = Math.min(nextMs, Math.max(nowMs + 1, budget.nextRoomMs(nowMs)));
                return false;
            }
            return begin(delivery, all);
        }

        private boolean begin(Delivery delivery, List<Waiting> all) {
            Place place = delivery.place();
            if (!lanes.free(place, nowMs)) {
                if (!lanes.isBusy(place)) {
                    nextMs = Math.min(nextMs, lanes.freeAtMs(place));
                }
                return false;
            }
            lanes.begin(place);
            deliveries.add(delivery);
            boolean alone = delivery instanceof Telling;
            String id = alone ? delivery.id() + "@" + place.lane() : delivery.id();
            for (Waiting each : all) {
                Attempt before = each.told().attempt();
                // A digest that is found again shows what it showed at first.
                int revision = before.underWay() && !alone ? before.revision() : who.target(each.of(), each.told());
                become(each, each.told().attempted(new Attempt(id, revision, nowMs)));
            }
            return true;
        }

        private void become(Waiting waiting, Told after) {
            AlertCase of = moved.getOrDefault(waiting.of().key(), waiting.of());
            moved.put(of.key(), of.with(after));
        }
    }
}
