package io.flyball.actuators.decide;

import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.Target;
import io.flyball.gateway.ThrottleSignal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is due: a function of the signals in force, of what is remembered, and of the rules. It is asked anew each time, so
 * what could not be done is due again, and of states that follow each other the last one wins.
 */
public final class ActuationDecisions {
    private ActuationDecisions() {}

    /**
     * All that is due for one actuator: first what is to be taken back, then what is to be set, by target.
     *
     * @param signals those in force, at their present steps
     * @param held what is remembered of this actuator's targets, by target
     */
    public static List<Step> due(
            Collection<ThrottleSignal> signals,
            Map<Target, Holding> held,
            LimitActuator actuator,
            ActuatorRules rules) {
        Map<Target, Wish> wishes = new HashMap<>();
        if (rules.mode() != Mode.OFF) {
            Wishes.of(signals, actuator, rules).forEach(wish -> wishes.put(wish.target(), wish));
        }
        Map<String, Step> back = new TreeMap<>();
        Map<String, Step> on = new TreeMap<>();
        for (Holding holding : held.values()) {
            Wish wish = wishes.remove(holding.target());
            Step step = wish == null ? undo(holding) : renew(holding, wish, actuator, rules);
            if (step instanceof Step.Tighten) {
                on.put(step.target().id(), step);
            } else if (step != null) {
                back.put(step.target().id(), step);
            }
        }
        wishes.forEach((target, wish) -> on.put(target.id(), new Step.Tighten(wish, null)));
        List<Step> due = new ArrayList<>(back.values());
        due.addAll(on.values());
        return due;
    }

    private static Step undo(Holding holding) {
        return holding.mayBeSet() ? new Step.Restore(holding) : new Step.Forget(holding);
    }

    private static @Nullable Step renew(Holding holding, Wish wish, LimitActuator actuator, ActuatorRules rules) {
        boolean dryRun = rules.mode() == Mode.DRY_RUN;
        if (!holding.mayBeSet()) {
            if (holding.dryRun() != dryRun) {
                return new Step.Forget(holding);
            }
            return LimitMath.differs(holding, wish, actuator.kinds(wish.target()), rules)
                    ? new Step.Tighten(wish, null)
                    : null;
        }
        if (dryRun) {
            return new Step.Restore(holding);
        }
        return switch (holding.phase()) {
            case INTENDED, RESTORING -> new Step.Tighten(wish, holding);
            case IN_FORCE ->
                LimitMath.differs(holding, wish, actuator.kinds(wish.target()), rules)
                        ? new Step.Tighten(wish, holding)
                        : null;
            case LEFT_ALONE -> null;
        };
    }
}
