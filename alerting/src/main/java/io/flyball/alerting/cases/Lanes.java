package io.flyball.alerting.cases;

import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Which places can be written to now: one delivery at a time, and none while the place or its channel rests. */
final class Lanes {
    private final DispatchPolicy policy;
    private final DoubleSupplier jitter;
    private final Set<String> busy = new HashSet<>();
    private final Map<String, Long> restUntilMs = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    Lanes(DispatchPolicy policy, DoubleSupplier jitter) {
        this.policy = policy;
        this.jitter = jitter;
    }

    boolean free(Place place, long nowMs) {
        return !busy.contains(place.lane()) && freeAtMs(place) <= nowMs;
    }

    /** When its rest is over; in the past where it does not rest. */
    long freeAtMs(Place place) {
        return Math.max(restUntilMs.getOrDefault(place.lane(), 0L), restUntilMs.getOrDefault(place.channel(), 0L));
    }

    boolean isBusy(Place place) {
        return busy.contains(place.lane());
    }

    void begin(Place place) {
        busy.add(place.lane());
    }

    void done(Place place) {
        busy.remove(place.lane());
        failures.remove(place.lane());
        restUntilMs.remove(place.lane());
    }

    /**
     * An earlier process was asked to leave a place alone. All of its channel rests then: of what was limited there nothing
     * is known any more but until when.
     */
    void restoreRest(Place place, long untilMs) {
        if (untilMs > 0) {
            restUntilMs.merge(place.channel(), untilMs, Math::max);
        }
    }

    void failed(Place place, RetryLater later, long nowMs) {
        busy.remove(place.lane());
        int count = failures.merge(place.lane(), 1, Integer::sum);
        long untilMs = nowMs + policy.delayMs(count, later.afterMs(), jitter.getAsDouble());
        // A shorter rest that was asked for since does not end a longer one.
        restUntilMs.merge(later.forAll() ? place.channel() : place.lane(), untilMs, Math::max);
    }
}
