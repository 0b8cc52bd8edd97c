package io.flyball.actuators.decide;

import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Target;
import io.flyball.gateway.ThrottleLevel;
import io.flyball.gateway.ThrottleLimits;
import io.flyball.gateway.ThrottleSignal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What signals ask of an actuator's targets. */
final class Wishes {
    private static final long MS_PER_MINUTE = 60_000;
    private static final String ALLOWANCE = "allowance";
    /** More calls than that is no allowance but an error. */
    private static final long MOST_CALLS = 1_000_000;

    private Wishes() {}

    /** @param signals at their present steps, those in force */
    static List<Wish> of(Collection<ThrottleSignal> signals, LimitActuator actuator, ActuatorRules rules) {
        List<Wish> wishes = new ArrayList<>();
        for (ThrottleSignal signal : signals) {
            if (signal.level().compareTo(ThrottleLevel.PACE) < 0) {
                continue;
            }
            Map<LimitKind, Long> asked = asked(signal, rules);
            for (Target target : actuator.targets(signal.scope())) {
                Map<LimitKind, Long> own = new EnumMap<>(LimitKind.class);
                own.putAll(asked);
                own.keySet().retainAll(actuator.kinds(target));
                if (!own.isEmpty()) {
                    wishes.add(new Wish(target, signal.sequence(), own));
                }
            }
        }
        return wishes;
    }

    private static Map<LimitKind, Long> asked(ThrottleSignal signal, ActuatorRules rules) {
        ThrottleLimits limits = signal.limits();
        Map<LimitKind, Long> asked = new EnumMap<>(LimitKind.class);
        long requests = limits.maxRequestsPerMinute();
        if (limits.delayMs() > 0) {
            long byDelay = Math.max(1, MS_PER_MINUTE / limits.delayMs());
            requests = requests == ThrottleLimits.UNLIMITED ? byDelay : Math.min(requests, byDelay);
        }
        put(asked, LimitKind.REQUESTS_PER_MINUTE, requests, rules.sessions());
        put(asked, LimitKind.TOKENS_PER_MINUTE, limits.maxTokensPerMinute(), rules.sessions());
        put(asked, LimitKind.PARALLEL_REQUESTS, limits.maxConcurrency(), rules.sessions());
        if (mayCap(signal)) {
            long callsCents = Math.min(LimitMath.MOST, signal.taskAllowance() * rules.callCents());
            asked.put(
                    LimitKind.SPEND_CENTS,
                    Math.max(1, Math.min(LimitMath.MOST, rules.headroomCents() + callsCents * rules.sessions())));
        }
        return asked;
    }

    /** A hard cap cuts once it is reached: only at a budget's end, and only where running tasks are told their calls. */
    private static boolean mayCap(ThrottleSignal signal) {
        return signal.cause().equals(ALLOWANCE)
                && signal.level() == ThrottleLevel.HOLD_NEW_TASKS
                && signal.taskAllowance() >= 0
                && signal.taskAllowance() <= MOST_CALLS;
    }

    private static void put(Map<LimitKind, Long> asked, LimitKind kind, long perSession, int sessions) {
        if (perSession != ThrottleLimits.UNLIMITED) {
            asked.put(kind, Math.min(LimitMath.MOST, perSession) * sessions);
        }
    }
}
