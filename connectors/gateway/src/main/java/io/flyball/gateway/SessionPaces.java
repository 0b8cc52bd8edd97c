package io.flyball.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The sessions that are paced now. Bounded; where there is no room for one more, it is not slowed. */
final class SessionPaces {
    private static final long SWEEP_EVERY_NANOS = 10_000_000_000L;

    private final Map<String, SessionPace> paces = new ConcurrentHashMap<>();
    private final int max;
    private final AtomicLong sweptAtNanos;
    private final LongAdder unpaced = new LongAdder();

    SessionPaces(int max, long nowNanos) {
        this.max = max;
        this.sweptAtNanos = new AtomicLong(nowNanos);
    }

    Place place(String key, Call call, List<Pace> asked, OnDelay onDelay, long nowNanos) {
        sweepNowAndThen(nowNanos);
        while (true) {
            SessionPace pace = paces.get(key);
            if (pace == null) {
                if (paces.size() >= max) {
                    unpaced.increment();
                    return Place.AT_ONCE;
                }
                pace = paces.computeIfAbsent(key, k -> new SessionPace(nowNanos));
            }
            Place place = pace.place(call, asked, onDelay, nowNanos);
            if (place != null) {
                return place;
            }
            paces.remove(key, pace);
        }
    }

    void ended(String key, Call call, long tokens, long nowNanos) {
        SessionPace pace = paces.get(key);
        if (pace != null) {
            pace.ended(call, tokens, nowNanos);
        }
    }

    private void sweepNowAndThen(long nowNanos) {
        long lastNanos = sweptAtNanos.get();
        if (nowNanos - lastNanos > SWEEP_EVERY_NANOS && sweptAtNanos.compareAndSet(lastNanos, nowNanos)) {
            paces.values().removeIf(pace -> pace.retireIfIdle(nowNanos));
        }
    }

    int size() {
        return paces.size();
    }

    long unpacedCount() {
        return unpaced.sum();
    }
}
