package io.flyball.core.stage;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.RowLayout;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The payer stage as the topology drives it, about one user: what is due ends first, and each call is a commit. */
final class GovernedUser {
    static final Scope ANN = new Scope(Dimension.USER, "ann");
    static final long NOON = Instant.parse("2026-03-11T12:00:00Z").toEpochMilli();
    static final long MINUTE_MS = 60_000L;
    static final long HOUR_MS = 3_600_000L;
    static final long DWELL_MS = 300_000L;
    static final Map<Level, Limits> LADDER = Map.of(
            Level.PACE, new Limits(10, -1, -1, 2_000, "", -1),
            Level.DOWNSHIFT, new Limits(10, -1, -1, -1, "small", -1));

    final InMemoryState state = new InMemoryState();
    final Controls controls = new Controls(7 * 24 * HOUR_MS);
    final PayerStage stage;
    private final PartitionLedger ledger = new PartitionLedger();
    private int serial;

    GovernedUser(Policy policy) {
        controls.apply(policy);
        stage = new PayerStage(controls, ledger, state, state, state, new Deltas(), RowLayout.CHUNKS, state);
    }

    /** A policy of budgets alone, with limits for every level. */
    static Policy policy(Policy.Budget... budgets) {
        return new Policy(
                "test",
                ZoneOffset.UTC,
                7 * 24 * HOUR_MS,
                TrustReportedCost.UNPRICED_ONLY,
                List.of(budgets),
                List.of(),
                null,
                List.of(),
                LADDER,
                List.of(),
                FindingRules.NONE);
    }

    void spend(String usd, long timeMs) {
        timeIs(timeMs);
        stage.accept(
                UsageEvent.builder()
                        .eventId("e" + serial++)
                        .timeMs(timeMs)
                        .model("unpriced")
                        .user("ann")
                        .reportedCostUsd(new BigDecimal(usd))
                        .build(),
                PayerStage.NO_STAMP);
        commit();
    }

    /** Everything whose instant has come by then ends. */
    void timeIs(long timeMs) {
        for (Long wake = state.wakes.get(ANN); wake != null && wake <= timeMs; wake = state.wakes.get(ANN)) {
            state.wakes.remove(ANN);
            stage.governor().expire(ANN, state.change(ANN), state.rows(ANN), timeMs);
        }
    }

    /** Somebody decided something. */
    void reconsider(long timeMs) {
        stage.policyChanged();
        stage.governor().reconsider(ANN, state.change(ANN), state.rows(ANN), timeMs);
        commit();
    }

    void commit() {
        stage.governor().signalIfDue(ANN, state.change(ANN), state.rows(ANN), ledger.streamTimeMs());
    }

    List<Signal> signals() {
        return state.signals;
    }

    List<Level> levels() {
        return state.signals.stream().map(Signal::level).toList();
    }

    Signal last() {
        return state.signals.get(state.signals.size() - 1);
    }
}
