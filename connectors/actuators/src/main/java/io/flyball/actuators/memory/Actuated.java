package io.flyball.actuators.memory;

import io.flyball.actuators.decide.ActuationDecisions;
import io.flyball.actuators.decide.ActuatorRules;
import io.flyball.actuators.decide.Entry;
import io.flyball.actuators.decide.Holding;
import io.flyball.actuators.decide.Mode;
import io.flyball.actuators.decide.Next;
import io.flyball.actuators.decide.Outcome;
import io.flyball.actuators.decide.Phase;
import io.flyball.actuators.decide.Step;
import io.flyball.actuators.decide.Turns;
import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Reading;
import io.flyball.actuators.port.Written;
import io.flyball.gateway.ThrottleSignal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One actuator at work, by one thread: takes the step that is due, writes down what it is about to do, does it, and writes
 * down what came of it. It decides nothing.
 */
final class Actuated {
    private static final Logger LOG = LoggerFactory.getLogger(Actuated.class);
    /** Entries are kept for a year: what holds for longer is written again in good time. */
    private static final long WRITE_AGAIN_MS = 30L * 24 * 3_600_000;

    private static final long GIVE_UP_MS = 7L * 24 * 3_600_000;

    private final LimitActuator actuator;
    private final ActuatorRules rules;
    private final Holdings holdings;
    private final ActuationLog log;
    private final ActuationMeters meters;
    private final LongSupplier clock;
    private final Set<String> unread;
    private final Turns turns;

    /** @param past of all actuators, in the order of time */
    Actuated(
            LimitActuator actuator,
            ActuatorRules rules,
            Holdings holdings,
            Past past,
            ActuationLog log,
            ActuationMeters meters,
            LongSupplier clock) {
        this.actuator = actuator;
        this.rules = rules;
        this.holdings = holdings;
        this.log = log;
        this.meters = meters;
        this.clock = clock;
        this.unread = past.unread();
        this.turns = new Turns(rules);
        past.entries().stream()
                .filter(entry -> entry.holding().target().actuator().equals(actuator.name()))
                .filter(entry -> entry.outcome().precedesAChange())
                .forEach(entry -> turns.changed(entry.atMs()));
    }

    /**
     * Takes one step, if one is due and it is its turn.
     *
     * @param signals those in force
     * @return whether it took one
     */
    boolean turn(Collection<ThrottleSignal> signals) throws InterruptedException {
        long nowMs = clock.getAsLong();
        List<Step> due = ActuationDecisions.due(signals, holdings.of(actuator.name()), actuator, rules).stream()
                .filter(step -> !mayOverwriteTheOriginal(step))
                .toList();
        meters.waiting(actuator.name(), due.size());
        Optional<Step> next =
                due.stream().filter(step -> turns.allow(step, nowMs)).findFirst();
        if (next.isPresent()) {
            take(next.get());
        } else {
            writeAgain(nowMs);
        }
        long set = holdings.of(actuator.name()).values().stream()
                .filter(Holding::mayBeSet)
                .count();
        meters.inForce(actuator.name(), set);
        return next.isPresent();
    }

    /** What stands at the vendor may be Flyball's own, and would be taken for what was there before. */
    private boolean mayOverwriteTheOriginal(Step step) {
        return step instanceof Step.Tighten tighten
                && tighten.held() == null
                && unread.contains(tighten.target().scope());
    }

    private void take(Step step) throws InterruptedException {
        if (step instanceof Step.Forget forget) {
            Holding held = forget.held().at(clock.getAsLong());
            Outcome outcome = held.dryRun() ? Outcome.WOULD_RESTORE : Outcome.RELEASED;
            write(new Entry(held, true, outcome, null, null, "Nothing was set."));
            return;
        }
        Reading reading = actuator.read(step.target());
        if (reading instanceof Reading.Found found) {
            turns.succeeded(step.target());
            follow(found, next(step, found));
        } else if (reading instanceof Reading.Refused refused) {
            unknown(step, refused.why());
        } else if (reading instanceof Reading.Later later) {
            turns.failed(step.target(), clock.getAsLong(), later.afterMs());
            meters.failed(actuator.name());
            LOG.warn("{} cannot be read: {}", step.target(), later.why());
        }
    }

    private Next next(Step step, Reading.Found found) {
        var kinds = actuator.kinds(step.target());
        long nowMs = clock.getAsLong();
        return step instanceof Step.Tighten tighten
                ? Next.tighten(tighten, found, kinds, rules, nowMs)
                : Next.restore(((Step.Restore) step).held(), found.limits(), kinds, nowMs);
    }

    private void follow(Reading.Found found, Next next) throws InterruptedException {
        if (next instanceof Next.Write write) {
            write(write.entry());
            return;
        }
        Next.Change change = (Next.Change) next;
        Holding held = change.intent().holding();
        write(change.intent());
        Written written = change.restores()
                ? actuator.restore(held.target(), found, change.wanted())
                : actuator.set(held.target(), found, change.wanted());
        Limits before = found.limits();
        if (written instanceof Written.Done) {
            write(done(change, held, before));
        } else if (written instanceof Written.Refused refused) {
            if (change.restores()) {
                turns.refused(held.target(), clock.getAsLong());
            }
            Holding left = change.restores() ? held : held.in(Phase.LEFT_ALONE);
            write(entry(left, Outcome.REFUSED, before, change.wanted(), refused.why()));
        } else if (written instanceof Written.Later later) {
            turns.failed(held.target(), clock.getAsLong(), later.afterMs());
            write(entry(held, Outcome.FAILED, before, change.wanted(), later.why()));
        }
    }

    private Entry done(Next.Change change, Holding held, Limits before) {
        return change.restores()
                ? Next.over(held, before, change.wanted(), actuator.kinds(held.target()), clock.getAsLong())
                : entry(held.in(Phase.IN_FORCE), Outcome.DONE, before, change.wanted(), "");
    }

    private Entry entry(Holding held, Outcome outcome, Limits before, Limits after, String text) {
        return new Entry(held.at(clock.getAsLong()), false, outcome, before, after, text);
    }

    /** The vendor does not know the target: there is nothing to set on it, or nothing left to take back. */
    private void unknown(Step step, String why) {
        long nowMs = clock.getAsLong();
        if (step instanceof Step.Tighten tighten) {
            Holding held = tighten.held();
            Holding left = held == null
                    ? Holding.untouched(tighten.wish(), rules.mode() == Mode.DRY_RUN, Limits.NONE)
                    : held.in(Phase.LEFT_ALONE);
            write(new Entry(left.at(nowMs), false, Outcome.REFUSED, null, null, why));
        } else {
            turns.refused(step.target(), nowMs);
            gone(((Step.Restore) step).held(), nowMs, why);
        }
    }

    /** What cannot be found may only be out of reach: its original limits are remembered for a while. */
    private void gone(Holding held, long nowMs, String why) {
        if (held.phase() != Phase.RESTORING) {
            write(new Entry(held.in(Phase.RESTORING).at(nowMs), false, Outcome.REFUSED, null, null, why));
        } else if (held.recordedAtMs() < nowMs - GIVE_UP_MS) {
            write(new Entry(held.at(nowMs), true, Outcome.REFUSED, null, null, "It is given up: " + why));
        }
    }

    private void writeAgain(long nowMs) {
        holdings.of(actuator.name()).values().stream()
                .filter(held -> held.recordedAtMs() < nowMs - WRITE_AGAIN_MS)
                .findFirst()
                .ifPresent(held -> write(new Entry(held.at(nowMs), false, Outcome.HELD, null, null, "")));
    }

    private void write(Entry entry) {
        log.append(entry);
        holdings.apply(entry);
        if (entry.outcome().precedesAChange()) {
            turns.changed(entry.atMs());
        }
        meters.stepped(actuator.name(), entry.outcome());
        if (entry.outcome() == Outcome.REFUSED || entry.outcome() == Outcome.FAILED) {
            LOG.warn("{}: {} {}", entry.holding().target(), entry.outcome().wireName(), entry.text());
        } else {
            LOG.info(
                    "{}: {} {} {}",
                    entry.holding().target(),
                    entry.outcome().wireName(),
                    entry.after() == null ? "" : entry.after(),
                    entry.text());
        }
    }
}
