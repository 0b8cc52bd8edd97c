package io.flyball.core.stage;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.SeenIds;
import io.flyball.core.admit.UsageValidation;
import io.flyball.core.detect.Sighting;
import io.flyball.core.detect.trail.Trails;
import io.flyball.core.detect.waste.WasteDetector;
import io.flyball.core.detect.waste.WasteRule;
import io.flyball.core.detect.waste.WasteSighting;
import io.flyball.core.govern.Governor;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.ScopeStates;
import io.flyball.core.govern.TaskSizes;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.WasteKind;
import io.flyball.core.price.Adjustment;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.Price;
import io.flyball.core.price.Pricing;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.SliceRows;
import io.flyball.core.spend.Window;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first stage: what concerns the payer alone. A call is validated, admitted or found late or known, priced, counted
 * in the user's windows, judged, and handed on as deltas for all its other scopes. The order of checks is: rejected,
 * then late, then duplicate; a late call's id is not remembered.
 *
 * <p>State comes through ports and time through arguments, so the stage runs on plain maps in a test and on Kafka
 * Streams stores in the topology.
 */
public final class PayerStage {
    /** The stamp of a record that carries none. */
    public static final long NO_STAMP = Long.MIN_VALUE;

    /** Shared scopes that run tasks. */
    private static final Set<Dimension> HOLDABLE =
            EnumSet.of(Dimension.TEAM, Dimension.AGENT, Dimension.ORG, Dimension.KEY, Dimension.COST_CENTER);

    private static final String UNASSIGNED = "unassigned";

    private final Controls controls;
    private final PartitionLedger ledger;
    private final SeenIds seenIds;
    private final ScopeStates scopes;
    private final Trails trails;
    private final Deltas deltas;
    private final RowLayout layout;
    private final PayerOutputs outputs;
    private final DrivenFindings governed;
    private Governor governor;
    private SessionWatch watch;
    private @Nullable WasteDetector waste;

    /** What became of a call. */
    public enum Outcome {
        ADMITTED,
        DUPLICATE,
        LATE,
        REJECTED
    }

    /** An outcome with its reason where it is REJECTED. */
    public record Verdict(Outcome outcome, @Nullable RejectionReason reason) {
        private static final Verdict ADMITTED = new Verdict(Outcome.ADMITTED, null);
        private static final Verdict DUPLICATE = new Verdict(Outcome.DUPLICATE, null);
        private static final Verdict LATE = new Verdict(Outcome.LATE, null);
    }

    public PayerStage(
            Controls controls,
            PartitionLedger ledger,
            SeenIds seenIds,
            ScopeStates scopes,
            Trails trails,
            Deltas deltas,
            RowLayout layout,
            PayerOutputs outputs) {
        this.controls = controls;
        this.ledger = ledger;
        this.seenIds = seenIds;
        this.scopes = scopes;
        this.trails = trails;
        this.deltas = deltas;
        this.layout = layout;
        this.outputs = outputs;
        Policy policy = controls.policy();
        this.governed = new DrivenFindings(outputs, scopes, trails, layout);
        this.governor = new Governor(policy, controls.overrides(), controls.zone(), layout, governed);
        this.watch = new SessionWatch(policy, trails, controls.prices());
        this.waste = wasteDetector(policy);
    }

    /** The policy changed: from here on it holds. */
    public void policyChanged() {
        Policy policy = controls.policy();
        governor = new Governor(policy, controls.overrides(), controls.zone(), layout, governed);
        watch = new SessionWatch(policy, trails, controls.prices());
        waste = wasteDetector(policy);
    }

    private static @Nullable WasteDetector wasteDetector(Policy policy) {
        WasteRule rule = policy.rules().waste();
        return rule == null ? null : new WasteDetector(rule);
    }

    /** Judges by which governor, for expiries and signals that are due. */
    public Governor governor() {
        return governor;
    }

    /**
     * The reason for which the call cannot be counted, or null. Counts nothing and moves no time.
     *
     * @param brokerTimeMs when the record reached the topic, epoch ms
     */
    public @Nullable RejectionReason validate(UsageEvent call, long brokerTimeMs) {
        return UsageValidation.check(call, brokerTimeMs);
    }

    /** Counts a record that cannot be counted as usage. */
    public Verdict reject(RejectionReason reason) {
        ledger.increment(Count.READ);
        ledger.reject(reason);
        return new Verdict(Outcome.REJECTED, reason);
    }

    /**
     * Decides on a valid call of this partition's payer.
     *
     * @param stampMs newest valid event time in the order of the whole input, where its producer knows it, else
     *     {@link #NO_STAMP}; makes all partitions agree on what is late
     */
    public Verdict accept(UsageEvent call, long stampMs) {
        long nowMs = Math.max(ledger.streamTimeMs(), stampMs);
        return accept(call, nowMs, nowMs);
    }

    /**
     * Decides on a call that came over from a partition that is not its payer's. It is judged as of the stream time at
     * which it was read there: this partition may have run ahead meanwhile, which is no fault of the call. Up to half
     * a horizon of that is made good, which is as far back as ids are remembered beyond the horizon.
     *
     * @param readAtMs stream time of the other partition when it read the call
     */
    public Verdict acceptRerouted(UsageEvent call, long readAtMs) {
        long nowMs = Math.max(ledger.streamTimeMs(), readAtMs);
        return accept(call, nowMs, Math.max(readAtMs, nowMs - controls.horizonMs() / 2));
    }

    private Verdict accept(UsageEvent call, long nowMs, long judgedAsOfMs) {
        long horizonMs = controls.horizonMs();
        if (judgedAsOfMs != PartitionLedger.NEVER && call.timeMs() < judgedAsOfMs - horizonMs) {
            ledger.advanceTo(nowMs);
            count(Count.LATE);
            return Verdict.LATE;
        }
        long streamTimeMs = Math.max(nowMs, call.timeMs());
        ledger.advanceTo(streamTimeMs);
        String payer = call.payer();
        long sinceMs = Math.max(judgedAsOfMs, call.timeMs()) - horizonMs;
        if (seenIds.admittedAtMs(payer, call.eventId(), sinceMs, streamTimeMs) >= sinceMs) {
            count(Count.DUPLICATE);
            return Verdict.DUPLICATE;
        }
        return charge(call, payer, streamTimeMs);
    }

    private Verdict charge(UsageEvent call, String payer, long streamTimeMs) {
        Price price = Pricing.price(call, controls.prices(), controls.policy().trustReportedCost());
        Measures measures = Measures.ofCall(call, price.costNanoUsd());
        Scope user = new Scope(Dimension.USER, payer);
        ScopeState state = scopes.change(user);
        if (price.state() == Price.State.OVERFLOW || !state.spend().totals().fits(measures)) {
            return reject(RejectionReason.COST_OVERFLOW);
        }
        seenIds.remember(payer, call.eventId(), streamTimeMs);
        count(Count.ADMITTED);
        ledger.add(Count.COST_NANO_USD, price.costNanoUsd());
        ledger.admittedAt(call.timeMs());
        if (price.state() == Price.State.UNPRICED) {
            ledger.increment(Count.UNPRICED);
            measures.addUnpriced();
        }
        List<Sighting> sightings = watch.observe(call, price, measures);
        for (WasteKind kind : WasteKind.values()) {
            ledger.addAvoidable(kind, measures.avoidableNanoUsd(kind));
        }
        SliceRows rows = scopes.rows(user);
        state.spend().add(call.timeMs(), measures, rows, layout, controls.zone());
        governor.afterSpend(user, state, rows, call.source());
        for (Sighting sighting : sightings) {
            governor.sighted(user, state, sighting, call.source());
        }
        lookForWaste(call, user, state, rows, measures);
        Person person = controls.person(payer);
        ChargedCall charge =
                ChargedCall.first(call, price, teamOf(call, person), costCenterOf(call, person), streamTimeMs);
        charge.forEachSharedScope(scope -> deltas.add(scope, call.timeMs(), measures));
        tellTeam(charge, price.costNanoUsd());
        tellOfTask(charge, state);
        outputs.charge(charge);
        return Verdict.ADMITTED;
    }

    /**
     * Makes good the difference between what a call cost until now and what it is to cost, at the call's own time; late
     * or not, for the call was admitted. The same said twice changes nothing.
     *
     * @param ratings what calls cost that were adjusted before
     * @return whether it changed anything
     */
    public boolean adjust(Adjustment adjustment, Ratings ratings) {
        UsageEvent call = adjustment.charge().call();
        Price until = ratings.rating(call.payer(), call.eventId());
        if (until == null && !adjustment.charge().adjusts()) {
            until = adjustment.charge().price();
        }
        if (until == null || until.equals(adjustment.price())) {
            return false;
        }
        ChargedCall charge = adjustment.compensation(until);
        long unpriced = unpriced(adjustment.price()) - unpriced(until);
        Measures difference = Measures.ofAdjustment(charge.costNanoUsd(), unpriced);
        Scope user = charge.payer();
        ScopeState state = scopes.change(user);
        if (!state.spend().totals().fits(difference)) {
            return false;
        }
        ratings.rate(call.payer(), call.eventId(), adjustment.price());
        ledger.add(Count.COST_NANO_USD, charge.costNanoUsd());
        ledger.add(Count.UNPRICED, unpriced);
        SliceRows rows = scopes.rows(user);
        state.spend().add(call.timeMs(), difference, rows, layout, controls.zone());
        governor.afterSpend(user, state, rows, call.source());
        charge.forEachSharedScope(scope -> handOver(scope, call.timeMs(), difference));
        tellTeam(charge, charge.costNanoUsd());
        outputs.charge(charge);
        return true;
    }

    /** People are held against the others of their team, where there is one. */
    private void tellTeam(ChargedCall charge, long costNanoUsd) {
        if (controls.policy().rules().peer() != null && !charge.team().equals(UNASSIGNED) && costNanoUsd != 0) {
            UsageEvent call = charge.call();
            deltas.addMember(charge.team(), call.payer(), call.timeMs(), costNanoUsd);
        }
    }

    /** A session is a task: how long tasks are decides what a running one may still do when new ones are held. */
    private void tellOfTask(ChargedCall charge, ScopeState payer) {
        long nthCall = watch.nthCallOfSession();
        if (nthCall == 0 || !TaskSizes.changesAt(nthCall)) {
            return;
        }
        payer.taskSizesOrNew().grow(nthCall - 1, nthCall);
        charge.forEachSharedScope(scope -> {
            if (HOLDABLE.contains(scope.dimension())) {
                deltas.growTask(scope, nthCall);
            }
        });
    }

    /** A source is not heard from because its calls are priced anew. */
    private void handOver(Scope scope, long timeMs, Measures difference) {
        if (scope.dimension() != Dimension.SOURCE) {
            deltas.add(scope, timeMs, difference);
        }
    }

    private static long unpriced(Price price) {
        return price.state() == Price.State.UNPRICED ? 1 : 0;
    }

    private void lookForWaste(UsageEvent call, Scope user, ScopeState state, SliceRows rows, Measures measures) {
        if (waste == null || measures.avoidableNanoUsd() == 0) {
            return;
        }
        Measures spent = state.spend().sumOf(WasteSighting.WINDOW, rows, layout);
        Measures lately = state.spend().sumOf(Window.ROLLING_24H, rows, layout);
        Sighting sighting = waste.look(state.spend().clockMs(), spent, lately, call.session());
        if (sighting != null) {
            governor.sighted(user, state, sighting, call.source());
        }
    }

    private void count(Count outcome) {
        ledger.increment(Count.READ);
        ledger.increment(outcome);
    }

    private static String teamOf(UsageEvent call, @Nullable Person person) {
        if (!call.team().isEmpty()) {
            return call.team();
        }
        return person == null || person.team().isEmpty() ? UNASSIGNED : person.team();
    }

    private static String costCenterOf(UsageEvent call, @Nullable Person person) {
        return call.costCenter().isEmpty() && person != null ? person.costCenter() : call.costCenter();
    }
}
