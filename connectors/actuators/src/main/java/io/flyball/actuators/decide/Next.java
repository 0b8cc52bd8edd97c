package io.flyball.actuators.decide;

import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Reading;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows from what a vendor says a target's limits are. */
public sealed interface Next {
    /** To write an entry down, and no more. */
    record Write(Entry entry) implements Next {}

    /**
     * To write the entry down, have the vendor change, and write down what came of it.
     *
     * @param restores whether limits are given back
     */
    record Change(Entry intent, Limits wanted, boolean restores) implements Next {}

    /** What to do about a wish. */
    static Next tighten(Step.Tighten step, Reading.Found found, Set<LimitKind> kinds, ActuatorRules rules, long nowMs) {
        Holding held = step.held();
        Limits current = found.limits();
        Wish wish = step.wish();
        if (held != null) {
            String foreign = LimitMath.foreign(held, current, kinds);
            if (!foreign.isEmpty()) {
                String text = "Somebody else changed " + foreign
                        + ": it stays, and nothing more is set until the signal ends.";
                Holding left = held.in(Phase.LEFT_ALONE).at(nowMs);
                return new Write(new Entry(left, false, Outcome.FOREIGN_CHANGE, current, null, text));
            }
        }
        boolean dryRun = rules.mode() == Mode.DRY_RUN;
        Holding base = held == null ? Holding.untouched(wish, dryRun, current) : held;
        Limits after = LimitMath.tightened(base.original(), found.spentCents(), wish.asked(), kinds, rules);
        if (LimitMath.agree(after, base.original(), kinds)) {
            return held == null ? asTight(base, current, nowMs) : restore(held, current, kinds, nowMs);
        }
        if (dryRun) {
            String text = "Would set " + after + ".";
            return new Write(new Entry(base.at(nowMs), false, Outcome.WOULD_SET, current, after, text));
        }
        Holding intending = base.intending(wish, after).at(nowMs);
        if (LimitMath.agree(after, current, kinds)) {
            Holding inForce = intending.in(Phase.IN_FORCE);
            return new Write(new Entry(inForce, false, Outcome.DONE, current, after, "It is set already."));
        }
        return new Change(new Entry(intending, false, Outcome.INTENDED, current, after, ""), after, false);
    }

    private static Next asTight(Holding base, Limits current, long nowMs) {
        String text = "Nothing is set: the limits are as tight as what is asked, or no cap can be told.";
        return new Write(new Entry(base.at(nowMs), false, Outcome.NOTHING_TO_TIGHTEN, current, null, text));
    }

    /** What to do about something that is to be taken back. */
    static Next restore(Holding held, Limits current, Set<LimitKind> kinds, long nowMs) {
        Limits wanted = LimitMath.restored(held, current, kinds);
        if (LimitMath.agree(wanted, current, kinds)) {
            return new Write(over(held, current, null, kinds, nowMs));
        }
        Holding restoring = held.in(Phase.RESTORING).at(nowMs);
        return new Change(new Entry(restoring, false, Outcome.RESTORING, current, wanted, ""), wanted, true);
    }

    /**
     * It is taken back.
     *
     * @param current what was found
     * @param after what was set; null: there was nothing to set
     */
    static Entry over(Holding held, Limits current, @Nullable Limits after, Set<LimitKind> kinds, long nowMs) {
        String foreign = LimitMath.foreign(held, current, kinds);
        return foreign.isEmpty()
                ? new Entry(held.at(nowMs), true, Outcome.REVERTED, current, after, "")
                : new Entry(
                        held.at(nowMs),
                        true,
                        Outcome.FOREIGN_CHANGE,
                        current,
                        after,
                        "Somebody else changed " + foreign + ": it stays.");
    }
}
