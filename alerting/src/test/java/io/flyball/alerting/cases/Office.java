package io.flyball.alerting.cases;

import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.testing.Alerts;
import io.flyball.schemas.avro.Alert;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A desk with places, a clock in the test's hand, a memory as Kafka keeps it, and everything that was sent. */
final class Office implements Recipients {
    static final long MINUTE_MS = 60_000;
    static final long HOUR_MS = 60 * MINUTE_MS;
    static final Place CHANNEL = new Place(Role.TEAM, "slack-bot", "#payments");
    static final Place ON_CALL = new Place(Role.ON_CALL, "pagerduty", "");

    final Map<CaseKey, AlertCase> memory = new HashMap<>();
    private final List<Written> writings = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    final TreeMap<Long, Integer> sendsAt = new TreeMap<>();
    final List<Delivery> lost = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private final AlertRules rules;
    private final Map<String, Deque<DeliveryResult>> script = new HashMap<>();
    private List<Place> feeds = List.of();
    private List<Place> approvers = List.of();
    private boolean personKnown = true;
    private boolean personHasMail;
    private AlertDesk desk;
    long nowMs = Alerts.AT_MS;

    /** One record of the memory topic, and the one before it. */
    private record Written(
            @Nullable AlertCase before, @Nullable AlertCase after, long atMs) {}

    /** A message that people see, and the cases that it tells. */
    private record Shown(String id, List<CaseKey> cases) {}

    Office(AlertRules rules) {
        this.rules = rules;
        this.desk = newDesk();
    }

    private AlertDesk newDesk() {
        return new AlertDesk(rules, this, new DispatchPolicy(1_000, 60_000, 86_400_000), () -> 0);
    }

    Office withFeed() {
        feeds = List.of(new Place(Role.FEED, "webhook", ""));
        return this;
    }

    Office withApprover() {
        approvers = List.of(new Place(Role.APPROVER, "slack-bot", "boss@example.com"));
        return this;
    }

    Office withUnknownPerson() {
        personKnown = false;
        return this;
    }

    Office withMail() {
        personHasMail = true;
        return this;
    }

    /** The next deliveries to a recipient end so, before they succeed again. */
    Office then(String recipient, DeliveryResult... results) {
        script.computeIfAbsent(recipient, r -> new ArrayDeque<>()).addAll(List.of(results));
        return this;
    }

    @Override
    public List<Place> places(Role role, String scope) {
        return switch (role) {
            case PERSON ->
                personKnown && scope.startsWith("user:")
                        ? List.of(new Place(role, "slack-bot", scope.substring("user:".length())))
                        : List.of();
            case TEAM -> List.of(CHANNEL);
            case ON_CALL -> List.of(ON_CALL);
            case FEED -> feeds;
            case APPROVER -> approvers;
        };
    }

    @Override
    public List<Place> insteadOf(Place place, String scope) {
        boolean byMail = place.role() == Role.PERSON && place.channel().equals("slack-bot") && personHasMail;
        return byMail ? List.of(new Place(Role.PERSON, "email", place.recipient() + "@example.com")) : List.of();
    }

    @Override
    public List<Place> overflow() {
        return List.of(CHANNEL);
    }

    @Override
    public boolean edits(String channel) {
        return channel.equals("slack-bot");
    }

    Office hear(Alert alert) {
        desk.hear(0, alert, nowMs);
        return this;
    }

    Office answer(AlertCase of, Answer answer) {
        desk.answer(of.key(), answer, nowMs);
        return this;
    }

    /** Turns until nothing more is to be done now. */
    Office settle() {
        long unused = settled();
        return this;
    }

    private long settled() {
        Turn turn;
        do {
            turn = turn();
            for (Delivery delivery : turn.deliveries()) {
                send(delivery, this::result);
            }
        } while (!turn.deliveries().isEmpty() || turn.nextMs() <= nowMs);
        return turn.nextMs();
    }

    /** Lets time pass, turning whenever the desk asks for it. */
    Office pass(long ms) {
        long untilMs = nowMs + ms;
        for (long next = settled(); next <= untilMs; next = settled()) {
            nowMs = next;
        }
        nowMs = untilMs;
        return settle();
    }

    /** Everything is written down and sent, and the process dies before it hears what became of it. */
    Office dieWhileSending() {
        return dieWhileSending(delivery -> true);
    }

    /** The same, where only some of it is sent. */
    Office dieWhileSending(Predicate<Delivery> arrives) {
        for (Delivery delivery : turn().deliveries()) {
            lost.add(delivery);
            if (arrives.test(delivery)) {
                countSends(delivery);
                show(delivery);
            }
        }
        desk = newDesk();
        for (Written written : writings) {
            if (written.atMs() > nowMs - MINUTE_MS && written.after() != null) {
                desk.wasWritten(written.before(), written.after(), written.atMs());
            }
        }
        memory.values().forEach(remembered -> desk.restore(0, remembered, nowMs));
        desk.serves(1, 1);
        return this;
    }

    private Turn turn() {
        Turn turn = desk.turn(nowMs);
        for (Turn.Change change : turn.changes()) {
            writings.add(new Written(memory.get(change.key()), change.state(), nowMs));
            if (change.state() == null) {
                memory.remove(change.key());
            } else {
                memory.put(change.key(), change.state());
            }
        }
        return turn;
    }

    private DeliveryResult result(Delivery delivery) {
        Deque<DeliveryResult> results = script.getOrDefault(delivery.place().recipient(), new ArrayDeque<>());
        return results.isEmpty() ? new Delivered("C1/" + (sent.size() + 1)) : results.remove();
    }

    private void send(Delivery delivery, Function<Delivery, DeliveryResult> outcome) {
        DeliveryResult result = outcome.apply(delivery);
        if (result instanceof Delivered) {
            sent.add(words(delivery));
            show(delivery);
        }
        countSends(delivery);
        Fate unused = desk.outcome(delivery, result, nowMs);
    }

    /** A channel looks where something may be there. */
    private void show(Delivery delivery) {
        Shown message = new Shown(delivery.id() + "@" + delivery.place().lane(), cases(delivery));
        boolean there = delivery.mayBeThere() && shown.stream().anyMatch(s -> s.id().equals(message.id()));
        if (!there) {
            shown.add(message);
        }
    }

    /** Those of which people hear by it for the first time. */
    private static List<CaseKey> cases(Delivery delivery) {
        if (delivery instanceof Delivery.Digest digest) {
            return digest.cases().stream().map(AlertCase::key).toList();
        }
        Telling telling = (Telling) delivery;
        return telling.first() && telling.told().askId().isEmpty()
                ? List.of(telling.of().key())
                : List.of();
    }

    /** How many messages told people of a case for the first time. */
    long timesTold(CaseKey of) {
        return shown.stream().filter(s -> s.cases().contains(of)).count();
    }

    private void countSends(Delivery delivery) {
        if (delivery.place().role() != Role.FEED) {
            sendsAt.merge(nowMs, delivery.sends(), Integer::sum);
        }
    }

    private static String words(Delivery delivery) {
        if (delivery instanceof Delivery.Digest digest) {
            return "digest of " + digest.cases().size() + " to "
                    + digest.place().recipient();
        }
        Telling telling = (Telling) delivery;
        String verb = telling.first() ? "post" : telling.news().isEmpty() ? "edit" : "news";
        String what = telling.told().askId().isEmpty() ? telling.of().key().kind() : "ask";
        String state = telling.of().course().open() ? "" : " over";
        return verb + " " + what + state + " to " + telling.place().recipient()
                + (telling.place().recipient().isEmpty() ? telling.place().channel() : "");
    }

    List<Delivery> lost() {
        return lost;
    }

    AlertDesk desk() {
        return desk;
    }

    @Nullable
    AlertCase only() {
        return desk.cases().size() == 1 ? desk.cases().get(0) : null;
    }
}
