package io.flyball.sidecar;

import io.flyball.gateway.ThrottleListener;
import io.flyball.gateway.ThrottleSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest change of each scope, in the order of changes, so that whoever saw all up to a version can go on from there.
 * One thread writes, any number read. A version is a token, {@code RUN-NUMBER}; those of another run begin anew.
 */
public final class SignalChanges implements ThrottleListener {
    private static final int DEFAULT_KEPT = 200_000;

    private final ConcurrentNavigableMap<Long, Change> byVersion = new ConcurrentSkipListMap<>();
    private final Map<String, Long> versionByScope = new HashMap<>();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final int kept;
    private volatile long version;
    private volatile long forgottenUpto;

    /** A scope's latest signal; null: deleted. */
    record Change(long version, String scope, @Nullable ThrottleSignal signal) {}

    /** Changes after a version, oldest first. */
    record Batch(long upto, List<Change> changes) {}

    public SignalChanges() {
        this(DEFAULT_KEPT);
    }

    SignalChanges(int kept) {
        this.kept = kept;
    }

    @Override
    public synchronized void changed(String scope, @Nullable ThrottleSignal signal) {
        long next = version + 1;
        byVersion.put(next, new Change(next, scope, signal));
        Long before = versionByScope.put(scope, next);
        if (before != null) {
            byVersion.remove(before);
        }
        version = next;
        if (byVersion.size() > kept) {
            Map.Entry<Long, Change> oldest = byVersion.pollFirstEntry();
            forgottenUpto = oldest.getKey();
            versionByScope.remove(oldest.getValue().scope());
        }
    }

    /** At most so many changes after a version. */
    Batch after(long since, int most) {
        List<Change> changes = new ArrayList<>();
        for (Change change : byVersion.tailMap(since, false).values()) {
            if (changes.size() == most) {
                break;
            }
            changes.add(change);
        }
        return new Batch(
                changes.isEmpty() ? since : changes.get(changes.size() - 1).version(), changes);
    }

    /** The token of a version. */
    String token(long ofVersion) {
        return run + "-" + ofVersion;
    }

    /** The version of a token, or 0, from which all is told anew, where it is of another run or too old. */
    long version(String token) {
        String prefix = run + "-";
        if (!token.startsWith(prefix)) {
            return 0;
        }
        try {
            long of = Long.parseLong(token.substring(prefix.length()));
            return of < forgottenUpto || of > version ? 0 : of;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
