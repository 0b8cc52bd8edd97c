package io.flyball.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.SeenIds;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.peer.TeamMembers;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.stage.Controls;
import io.flyball.core.stage.PayerOutputs;
import io.flyball.core.stage.PayerStage;
import io.flyball.core.stage.RollupStage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Nothing that matters is on the heap alone: whoever restarts at any commit ends where one without restarts does. */
class RestartPropertyTest {
    private static final long START_MS = 1_767_225_600_000L;
    private static final long HOUR_MS = 3_600_000L;
    private static final long HORIZON_MS = 7 * 24 * HOUR_MS;

    @Property(tries = 60)
    void endsInTheSameStateWhereverItRestarts(
            @ForAll("calls") List<UsageEvent> calls, @ForAll("restarts") Set<Integer> restarts) {
        assertThat(run(calls, restarts)).isEqualTo(run(calls, Set.of()));
    }

    @Property(tries = 60)
    void endsInTheSameStateThoughACrashUndoesWhatWasNotCommitted(
            @ForAll("calls") List<UsageEvent> calls, @ForAll("restarts") Set<Integer> crashes) {
        assertThat(runWithCrashes(calls, crashes)).isEqualTo(run(calls, Set.of()));
    }

    private static List<String> run(List<UsageEvent> calls, Set<Integer> restartsBefore) {
        try (HeapStores stores = new HeapStores()) {
            Installation flyball = new Installation(stores, new HashMap<>());
            for (int i = 0; i < calls.size(); i++) {
                if (restartsBefore.contains(i)) {
                    flyball = new Installation(stores, flyball.ids);
                }
                flyball.accept(calls.get(i));
                flyball.commit();
            }
            return stores.contents();
        }
    }

    /** Before some commits the process dies; what it did since the last one is undone, and the call is read again. */
    private static List<String> runWithCrashes(List<UsageEvent> calls, Set<Integer> crashesAt) {
        try (HeapStores stores = new HeapStores()) {
            Installation flyball = new Installation(stores, new HashMap<>());
            for (int i = 0; i < calls.size(); i++) {
                if (crashesAt.contains(i)) {
                    Map<String, Long> ids = new HashMap<>(flyball.ids);
                    flyball.accept(calls.get(i));
                    flyball = new Installation(stores, ids);
                }
                flyball.accept(calls.get(i));
                flyball.commit();
            }
            return stores.contents();
        }
    }

    /** Both stages over stores, as a task holds them between a start and an end. */
    private static final class Installation implements PayerOutputs, SeenIds {
        private static final Bytes LEDGER = Bytes.wrap(new byte[] {'l'});

        private final KeyValueStore<Bytes, byte[]> books;
        private final Map<String, Long> ids;
        private final PartitionLedger ledger;
        private final StoredScopes users;
        private final StoredScopes shared;
        private final StoredTrails trails;
        private final Deltas deltas = new Deltas();
        private final PayerStage payer;
        private final RollupStage rollup;

        Installation(HeapStores stores, Map<String, Long> ids) {
            this.books = stores.get("books");
            this.ids = ids;
            byte[] stored = books.get(LEDGER);
            this.ledger = stored == null ? new PartitionLedger() : new LedgerCodec().decode(stored);
            this.users = new StoredScopes(stores.get("user-scopes"), stores.get("user-slices"));
            this.shared = new StoredScopes(stores.get("shared-scopes"), stores.get("shared-slices"));
            this.trails = new StoredTrails(stores.get("trails"));
            Controls controls = new Controls(HORIZON_MS);
            this.payer = new PayerStage(controls, ledger, this, users, trails, deltas, RowLayout.CHUNKS, this);
            this.rollup = new RollupStage(controls, shared, team -> new TeamMembers(), RowLayout.CHUNKS, this);
        }

        void accept(UsageEvent call) {
            payer.accept(call, PayerStage.NO_STAMP);
        }

        void commit() {
            users.forEachChanged((scope, state) ->
                    payer.governor().signalIfDue(scope, state, users.rows(scope), ledger.streamTimeMs()));
            deltas.drainTo(rollup::merge);
            users.flush();
            shared.flush();
            trails.flush();
            books.put(LEDGER, new LedgerCodec().encode(ledger));
        }

        @Override
        public long admittedAtMs(String user, String eventId, long sinceMs, long untilMs) {
            return ids.getOrDefault(user + "/" + eventId, Long.MIN_VALUE);
        }

        @Override
        public void remember(String user, String eventId, long streamTimeMs) {
            ids.put(user + "/" + eventId, streamTimeMs);
        }

        @Override
        public void charge(ChargedCall charge) {}

        @Override
        public void finding(Finding finding, Level level, long validUntilMs) {}

        @Override
        public void signal(Signal signal) {}

        @Override
        public void tombstone(Scope scope) {}

        @Override
        public void wakeAt(Scope scope, long timeMs) {}
    }

    @Provide
    Arbitrary<List<UsageEvent>> calls() {
        Arbitrary<Long> time = Arbitraries.longs().between(0, 200 * HOUR_MS);
        Arbitrary<String> id = Arbitraries.integers().between(0, 30).map(i -> "e" + i);
        Arbitrary<String> user = Arbitraries.of("ann", "bob", "cid");
        Arbitrary<String> team = Arbitraries.of("", "payments", "search");
        Arbitrary<String> session = Arbitraries.of("", "s-1", "s-2");
        Arbitrary<String> action = Arbitraries.of("a", "b");
        Arbitrary<BigDecimal> usd = Arbitraries.of("1", "700.000000001", "1900").map(BigDecimal::new);
        return Combinators.combine(time, id, user, team, usd, session, action)
                .as((t, i, u, m, c, s, a) -> UsageEvent.builder()
                        .eventId(i)
                        .timeMs(START_MS + t)
                        .model("m")
                        .user(u)
                        .team(m)
                        .session(s)
                        .actions(List.of(new ToolAction("run", a, a, a, false)))
                        .reportedCostUsd(c)
                        .build())
                .list()
                .ofMinSize(2)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<Set<Integer>> restarts() {
        return Arbitraries.integers().between(0, 39).set().ofMinSize(1).ofMaxSize(8);
    }
}
