package io.flyball.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals in force, by scope. One thread applies, any number look up: a look-up is one read of a map and two
 * comparisons, without a lock. It fails open: where there is no signal, a lapsed one, or one that cannot be read,
 * traffic is let through.
 */
public final class ThrottleTable {
    private static final Logger LOG = LoggerFactory.getLogger(ThrottleTable.class);

    private final Map<String, ThrottleSignal> latest = new ConcurrentHashMap<>();
    private final Set<String> fromBefore = ConcurrentHashMap.newKeySet();
    private final ThrottleListener listener;
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder outdated = new LongAdder();
    private final SignalParser parser = new SignalParser();
    private volatile boolean loading;

    /** A table whose changes nobody listens to. */
    public ThrottleTable() {
        this((scope, signal) -> {});
    }

    /**
     * An empty table.
     *
     * @param listener told of each change, on the thread that applies
     */
    public ThrottleTable(ThrottleListener listener) {
        this.listener = listener;
    }

    /** What is applied from now on was on the topic before: read again from its beginning. */
    void beginLoading() {
        loading = true;
    }

    /** All that was on the topic has been applied; what comes now is new. */
    void endLoading() {
        loading = false;
    }

    /**
     * Takes one record of the throttle topic. Never throws: a value that cannot be read is counted and ignored, and so
     * is one whose sequence is not above the known one.
     *
     * @param scope the record's key
     * @param json the record's value; null, a tombstone, ends what was known
     */
    public void apply(String scope, byte @Nullable [] json) {
        if (json == null) {
            fromBefore.remove(scope);
            if (latest.remove(scope) != null) {
                listener.changed(scope, null);
            }
            return;
        }
        try {
            ThrottleSignal signal = parser.parse(json);
            if (signal.scope().equals(scope)) {
                keepNewer(signal);
            } else {
                ignore(scope, "its scope is \"" + UnreadableSignalException.shown(signal.scope()) + "\"");
            }
        } catch (IOException | RuntimeException e) {
            ignore(scope, e.getMessage());
        }
    }

    /** A record without a key, or with one that is no text: there is nothing to keep it under. */
    void applyWithoutScope() {
        ignore("", "it has no readable key");
    }

    private void ignore(String scope, @Nullable String why) {
        unreadable.increment();
        LOG.warn("A throttle signal under key \"{}\" is ignored: {}", UnreadableSignalException.shown(scope), why);
    }

    private void keepNewer(ThrottleSignal signal) {
        String scope = signal.scope();
        ThrottleSignal known = latest.get(scope);
        if (known != null && signal.sequence() <= known.sequence()) {
            outdated.increment();
            return;
        }
        if (!signal.level().concernsNewTasks()) {
            fromBefore.remove(scope);
        } else if (loading && known == null) {
            fromBefore.add(scope);
        }
        latest.put(scope, signal);
        listener.changed(scope, signal);
    }

    /** Whether its new tasks were asked to wait or to take another model before this table began. */
    boolean isFromBefore(String scope) {
        return fromBefore.contains(scope);
    }

    /**
     * What is asked of a scope now, at its present step, or null where nothing is.
     *
     * @param nowMs epoch ms
     */
    public @Nullable ThrottleSignal lookup(String scope, long nowMs) {
        ThrottleSignal signal = latest.get(scope);
        return signal == null || !signal.isInForce(nowMs) ? null : askedAt(signal, nowMs);
    }

    private static @Nullable ThrottleSignal askedAt(ThrottleSignal signal, long nowMs) {
        ThrottleSignal now = signal.at(nowMs);
        return now.isInForce(nowMs) ? now : null;
    }

    /** All that is asked now, by scope. Costs a pass over the table. */
    public List<ThrottleSignal> inForce(long nowMs) {
        List<ThrottleSignal> signals = new ArrayList<>();
        for (String scope : latest.keySet()) {
            ThrottleSignal signal = lookup(scope, nowMs);
            if (signal != null) {
                signals.add(signal);
            }
        }
        signals.sort(Comparator.comparing(ThrottleSignal::scope));
        return signals;
    }

    /** Forgets what lapsed before an instant. Look-ups do not need it; memory does. */
    public void forgetLapsed(long beforeMs) {
        latest.values().removeIf(signal -> signal.validUntilMs() < beforeMs);
        fromBefore.retainAll(latest.keySet());
    }

    /** Scopes it remembers, lapsed ones included. */
    public int size() {
        return latest.size();
    }

    /** Records that could not be read, since the start. */
    public long unreadableCount() {
        return unreadable.sum();
    }

    /** Records that came with a sequence not above the known one, since the start. */
    public long outdatedCount() {
        return outdated.sum();
    }
}
