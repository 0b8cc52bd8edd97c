package io.flyball.app.simulate;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.detect.Finding;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.Slice;
import io.flyball.core.stage.Controls;
import io.flyball.core.stage.PayerOutputs;
import io.flyball.core.stage.PayerStage;
import io.flyball.core.stage.RollupStage;
import io.flyball.runtime.Expiries;
import io.flyball.simulate.Company;
import io.flyball.simulate.PriceChange;
import io.flyball.simulate.Traffic;
import io.flyball.simulate.Truth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a company's traffic through both stages as they run in the topology, on the heap and in stream time:
 * prices are entered when they are announced, what is due ends before the next call is looked at, and a signal is given
 * after each call that changes it. Shared scopes are merged once a minute, as a commit would.
 */
final class Simulation implements PayerOutputs {
    private static final BigDecimal MTOK_PER_NANO_PER_TOKEN = new BigDecimal("0.001");
    private static final long PROGRESS_EVERY_CALLS = 50_000;

    private final Company company;
    private final Controls controls;
    private final HeapState state = new HeapState();
    private final PartitionLedger ledger = new PartitionLedger();
    private final Deltas deltas = new Deltas();
    private final PayerStage stage;
    private final RollupStage rollup;
    private final History history = new History();
    private final Map<String, List<PriceRow>> priceRows = new HashMap<>();
    private final Expiries expiries = new Expiries();

    Simulation(Company company, Policy policy) {
        this.company = company;
        this.controls = new Controls(policy.admissionHorizonMs());
        controls.apply(policy);
        this.stage = new PayerStage(controls, ledger, state, state, state, deltas, RowLayout.CHUNKS, this);
        this.rollup = new RollupStage(controls, state, state::members, RowLayout.CHUNKS, this);
    }

    /** Runs all of it. */
    Outcome run(GradedRun.Progress progress) {
        Traffic traffic = company.traffic();
        List<PriceChange> changes = new ArrayList<>(company.prices());
        while (traffic.hasNext()) {
            UsageEvent call = traffic.next();
            while (!changes.isEmpty() && changes.get(0).announcedMs() <= call.timeMs()) {
                enter(changes.remove(0));
            }
            if (Slice.MINUTE.slotOf(call.timeMs()) != Slice.MINUTE.slotOf(ledger.streamTimeMs())) {
                merge();
            }
            expire(call.timeMs());
            stage.accept(call, PayerStage.NO_STAMP);
            Scope user = new Scope(Dimension.USER, call.payer());
            stage.governor().signalIfDue(user, state.change(user), state.rows(user), ledger.streamTimeMs());
            if (history.calls() % PROGRESS_EVERY_CALLS == 0) {
                progress.at(call.timeMs(), history.calls());
            }
        }
        merge();
        expire(company.plan().endMs());
        history.end(company.plan().endMs());
        return new Outcome(history, traffic.truths());
    }

    /** What came of a run, and what was true. */
    record Outcome(History history, List<Truth> truths) {}

    private void enter(PriceChange change) {
        Map<TokenClass, ExactRatio> usdPerMtok = new EnumMap<>(TokenClass.class);
        change.nanoUsdPerToken()
                .forEach((tokenClass, nano) -> usdPerMtok.put(
                        tokenClass, ExactRatio.of(BigDecimal.valueOf(nano).multiply(MTOK_PER_NANO_PER_TOKEN))));
        List<PriceRow> rows = priceRows.computeIfAbsent(change.model(), m -> new ArrayList<>());
        rows.add(new PriceRow(
                change.model(),
                change.provider(),
                true,
                change.fromMs(),
                new Rates(usdPerMtok),
                List.of(),
                Map.of(),
                null));
        controls.prices().replace(change.model(), rows);
    }

    private void merge() {
        deltas.drainTo(rollup::merge);
        deltas.drainMembersTo(rollup::member);
        deltas.drainTasksTo(rollup::taskGrew);
    }

    private void expire(long nowMs) {
        for (Scope scope = expiries.takeDue(nowMs); scope != null; scope = expiries.takeDue(nowMs)) {
            if (scope.dimension() == Dimension.USER) {
                stage.governor().expire(scope, state.change(scope), state.rows(scope), nowMs);
            } else {
                rollup.expire(scope, state.change(scope), state.rows(scope), nowMs, nowMs);
            }
        }
    }

    @Override
    public void charge(ChargedCall charge) {
        history.spent(charge.call().payer(), charge.call().timeMs(), charge.costNanoUsd());
    }

    @Override
    public void finding(Finding finding, Level level, long validUntilMs) {
        history.found(finding);
    }

    @Override
    public void signal(Signal signal) {
        history.signalled(signal);
    }

    @Override
    public void tombstone(Scope scope) {}

    @Override
    public void wakeAt(Scope scope, long timeMs) {
        expiries.put(scope, timeMs);
    }
}
