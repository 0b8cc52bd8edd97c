package io.flyball.actuators.decide;

import io.flyball.actuators.port.LimitKind;
import java.util.Map;

/**
 * What an actuator may do, and how far it may go.
 *
 * @param name of the actuator
 * @param floor the least it ever sets, by kind; 1 where a kind is absent
 * @param sessions how many sessions one person or team has at a time: a signal's limits are for one, a vendor's for all
 * @param changesPerMinute the most changes it has made in any minute, from 1
 * @param debouncePercent by how much what is asked must differ from what is set before it is set anew
 * @param headroomCents what may be spent after a hard cap is set, beside the running tasks' allowance
 * @param callCents what one dear call may cost, for the allowance of running tasks
 */
public record ActuatorRules(
        String name,
        Mode mode,
        Map<LimitKind, Long> floor,
        int sessions,
        int changesPerMinute,
        int debouncePercent,
        long headroomCents,
        long callCents) {
    /** A call whose context is larger than the limit of tokens would never pass: the floor is above all contexts. */
    public static final Map<LimitKind, Long> USUAL_FLOOR = Map.of(
            LimitKind.REQUESTS_PER_MINUTE, 5L,
            LimitKind.TOKENS_PER_MINUTE, 1_000_000L,
            LimitKind.PARALLEL_REQUESTS, 2L,
            LimitKind.SPEND_CENTS, 100L);

    public ActuatorRules {
        floor = Map.copyOf(floor);
    }

    /** The usual rules, in dry run. */
    public static ActuatorRules usual(String name) {
        return new ActuatorRules(name, Mode.DRY_RUN, USUAL_FLOOR, 5, 10, 10, 10_000, 500);
    }

    /** These in another mode. */
    public ActuatorRules in(Mode other) {
        return new ActuatorRules(
                name, other, floor, sessions, changesPerMinute, debouncePercent, headroomCents, callCents);
    }

    /** The least that is ever set; never 0, which would block. */
    long floorOf(LimitKind kind) {
        return Math.max(1, floor.getOrDefault(kind, 1L));
    }
}
