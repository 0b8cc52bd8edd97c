package io.flyball.actuators.decide;

import io.flyball.actuators.port.Target;
import java.util.HashMap;
import java.util.Map;

/** Whose turn it is: what failed waits, and there are only so many changes a minute. */
public final class Turns {
    private static final long LONGEST_TARGET_WAIT_MS = 300_000;
    private static final long LONGEST_ACTUATOR_WAIT_MS = 60_000;

    private final ChangePace pace;
    private final Backoff actuator = new Backoff(LONGEST_ACTUATOR_WAIT_MS);
    private final Map<Target, Backoff> targets = new HashMap<>();

    public Turns(ActuatorRules rules) {
        pace = new ChangePace(rules.changesPerMinute());
    }

    /** Whether a step may be taken now. */
    public boolean allow(Step step, long nowMs) {
        if (step instanceof Step.Forget) {
            return true;
        }
        Backoff own = targets.get(step.target());
        return actuator.allows(nowMs) && (own == null || own.allows(nowMs)) && pace.allows(nowMs);
    }

    /** A change was made, or begun; old ones may be told in their order. */
    public void changed(long atMs) {
        pace.made(atMs);
    }

    /** The vendor answered, and well. */
    public void succeeded(Target target) {
        targets.remove(target);
        actuator.succeeded();
    }

    /** The vendor does not give back a target's limits: the others need not wait. */
    public void refused(Target target, long nowMs) {
        targets.computeIfAbsent(target, t -> new Backoff(LONGEST_TARGET_WAIT_MS))
                .failed(nowMs, LONGEST_TARGET_WAIT_MS);
        actuator.succeeded();
    }

    /**
     * The vendor gave no answer, or asked to wait.
     *
     * @param askedMs for how long; 0: it did not say
     */
    public void failed(Target target, long nowMs, long askedMs) {
        targets.computeIfAbsent(target, t -> new Backoff(LONGEST_TARGET_WAIT_MS))
                .failed(nowMs, askedMs);
        actuator.failed(nowMs, askedMs);
    }
}
