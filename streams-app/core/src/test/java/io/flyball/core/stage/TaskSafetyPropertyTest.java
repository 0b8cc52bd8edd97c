package io.flyball.core.stage;

import static io.flyball.core.stage.GovernedUser.ANN;
import static io.flyball.core.stage.GovernedUser.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.Policy.Budget;
import io.flyball.core.govern.Policy.Rung;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever the policy, the history and the number of sub-agents: a running task makes its next call within 60 seconds,
 * at a gateway that obeys every signal as strictly as it may.
 */
class TaskSafetyPropertyTest {
    private static final Scope TEAM = new Scope(Dimension.TEAM, "payments");
    private static final long LONGEST_WAIT_MS = 60_000;
    private static final int CALLS = 400;

    private final List<Signal> signals = new ArrayList<>();

    private record Turn(long timeMs, String session) {}

    @Property(tries = 150)
    void aRunningTaskMakesItsNextCallWithinAMinute(
            @ForAll("policies") Policy policy, @ForAll @IntRange(min = 1, max = 50) int subAgents, @ForAll long seed) {
        // given
        Controls controls = new Controls(Policy.DEFAULT_HORIZON_MS);
        controls.apply(policy);
        InMemoryState users = new InMemoryState();
        InMemoryState teams = new InMemoryState();
        PartitionLedger ledger = new PartitionLedger();
        Deltas deltas = new Deltas();
        PayerStage payer = new PayerStage(controls, ledger, users, users, users, deltas, RowLayout.CHUNKS, users);
        RollupStage rollup = new RollupStage(controls, teams, teams::members, RowLayout.CHUNKS, teams);
        StrictGateway gateway = new StrictGateway();
        Random random = new Random(seed);
        PriorityQueue<Turn> turns = new PriorityQueue<>((a, b) -> Long.compare(a.timeMs(), b.timeMs()));
        for (int i = 0; i < subAgents; i++) {
            turns.add(new Turn(NOON + random.nextInt(5_000), "s" + i));
        }
        // when
        for (int i = 0; i < CALLS; i++) {
            Turn turn = turns.remove();
            due(payer, users, turn.timeMs(), gateway);
            long heldMs = gateway.holdsForMs(turn.session(), turn.timeMs());
            // then
            assertThat(heldMs).as("call %s of %s", i, turn.session()).isBetween(0L, LONGEST_WAIT_MS);
            UsageEvent call = call(i, turn, random);
            payer.accept(call, PayerStage.NO_STAMP);
            payer.governor().signalIfDue(ANN, users.change(ANN), users.rows(ANN), ledger.streamTimeMs());
            deltas.drainTo((scope, minute, measures) -> {
                if (scope.equals(TEAM)) {
                    rollup.merge(scope, minute, measures);
                }
            });
            rollup.governor().signalIfDue(TEAM, teams.change(TEAM), teams.rows(TEAM), ledger.streamTimeMs());
            tell(users, gateway);
            tell(teams, gateway);
            gateway.called(turn.session(), turn.timeMs(), call.inputTokens());
            turns.add(new Turn(turn.timeMs() + heldMs + 1 + random.nextInt(40_000), turn.session()));
        }
        signals.forEach(TaskSafetyPropertyTest::leavesEveryTaskItsCalls);
    }

    private static void due(PayerStage payer, InMemoryState users, long nowMs, StrictGateway gateway) {
        Long wake = users.wakes.get(ANN);
        if (wake != null && wake <= nowMs) {
            payer.governor().expire(ANN, users.change(ANN), users.rows(ANN), nowMs);
        }
        users.signals.forEach(gateway::signal);
    }

    private void tell(InMemoryState state, StrictGateway gateway) {
        state.signals.forEach(gateway::signal);
        signals.addAll(state.signals);
        state.signals.clear();
    }

    private static UsageEvent call(int serial, Turn turn, Random random) {
        return UsageEvent.builder()
                .eventId("e" + serial)
                .timeMs(turn.timeMs())
                .model("m")
                .user("ann")
                .team("payments")
                .session(turn.session())
                .inputTokens(random.nextInt(200_000))
                .requestFingerprint(random.nextInt(3) == 0 ? "same" : "r" + serial)
                .reportedCostUsd(BigDecimal.valueOf(random.nextInt(20)))
                .build();
    }

    private static void leavesEveryTaskItsCalls(Signal signal) {
        List<Limits> asked = new ArrayList<>(List.of(signal.limits()));
        signal.steps().forEach(step -> asked.add(step.limits()));
        for (Limits limits : asked) {
            assertThat(limits.maxRequestsPerMinute()).isNotZero();
            assertThat(limits.delayMs()).isLessThanOrEqualTo(LONGEST_WAIT_MS);
        }
        if (signal.level() == Level.HOLD_NEW_TASKS) {
            assertThat(signal.taskAllowance()).isGreaterThanOrEqualTo(1000);
        } else {
            assertThat(signal.taskAllowance()).isEqualTo(-1);
        }
        if (signal.shadow() != null) {
            assertThat(asked).containsOnly(Limits.NONE);
            assertThat(signal.level()).isLessThanOrEqualTo(Level.ADVISE);
        }
    }

    @Provide
    Arbitrary<Policy> policies() {
        Arbitrary<Level> levels = Arbitraries.of(Level.ADVISE, Level.PACE, Level.DOWNSHIFT, Level.HOLD_NEW_TASKS);
        Arbitrary<Map<Level, Limits>> ladders = Combinators.combine(limits(), limits(), limits())
                .as((pace, downshift, hold) ->
                        Map.of(Level.PACE, pace, Level.DOWNSHIFT, downshift, Level.HOLD_NEW_TASKS, hold));
        Arbitrary<LoopRule> loops = levels.map(level -> new LoopRule(2, level));
        Arbitrary<Policy.Throttling> throttlings = Combinators.combine(
                        Arbitraries.of(false, false, true), Arbitraries.longs().between(0, 600_000))
                .as(Policy.Throttling::new);
        return Combinators.combine(
                        budgets().list().ofMaxSize(4), burns(levels).list().ofMaxSize(3), loops, ladders, throttlings)
                .as((budgets, burns, loop, ladder, throttling) -> new Policy(
                                "random",
                                ZoneOffset.UTC,
                                Policy.DEFAULT_HORIZON_MS,
                                TrustReportedCost.UNPRICED_ONLY,
                                budgets,
                                burns,
                                loop,
                                List.of(),
                                ladder,
                                List.of(),
                                FindingRules.NONE)
                        .with(throttling));
    }

    private static Arbitrary<Limits> limits() {
        Arbitrary<Long> rate = Arbitraries.of(-1L, 1L, 2L, 7L, 60L);
        return Combinators.combine(rate, rate, rate, Arbitraries.longs().between(-1, 60_000))
                .as((requests, tokens, concurrency, delayMs) ->
                        new Limits(requests, tokens, concurrency, delayMs, "", -1));
    }

    private static Arbitrary<ScopeMatch> matches() {
        return Arbitraries.of(new ScopeMatch(Dimension.USER, "*"), new ScopeMatch(Dimension.TEAM, "*"));
    }

    private static Arbitrary<Budget> budgets() {
        Arbitrary<List<Rung>> ladders = Arbitraries.of(
                List.of(new Rung(new BigDecimal("0.5"), Level.ADVISE), new Rung(BigDecimal.ONE, Level.PACE)),
                List.of(
                        new Rung(new BigDecimal("0.1"), Level.PACE),
                        new Rung(new BigDecimal("0.2"), Level.DOWNSHIFT),
                        new Rung(BigDecimal.ONE, Level.HOLD_NEW_TASKS)));
        return Combinators.combine(
                        matches(),
                        Arbitraries.of(Window.class),
                        Arbitraries.longs().between(1, 3000),
                        ladders)
                .as((match, window, usd, ladder) -> new Budget(match, window, usd * NanoUsd.PER_USD, ladder));
    }

    private static Arbitrary<BurnRule> burns(Arbitrary<Level> levels) {
        return Combinators.combine(
                        matches(),
                        Arbitraries.of(Arrays.copyOf(Window.values(), Window.ROLLING_COUNT)),
                        Arbitraries.longs().between(1, 3000),
                        levels)
                .as((match, window, usd, level) ->
                        new BurnRule(match, window, usd * NanoUsd.PER_USD, usd * NanoUsd.PER_USD / 2 + 1, level));
    }
}
