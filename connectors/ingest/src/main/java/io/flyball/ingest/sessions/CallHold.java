package io.flyball.ingest.sessions;

import io.flyball.ingest.record.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls that a later line may still change or repeat, until no line to come can be that old. Releases them by time.
 * Bounded twice: past {@code maxHeld} calls the older half is released early, and of what was released the ids of the
 * last {@link #REMEMBERED} calls are remembered (as 64-bit hashes).
 */
final class CallHold<C extends CallHold.Held> {
    /** A call on hold. */
    interface Held {
        String id();

        /** Time of its last line so far, epoch ms. */
        long timeMs();
    }

    static final int REMEMBERED = 1_000_000;

    private final int maxHeld;
    private final Consumer<C> release;
    private final Map<String, C> held = new LinkedHashMap<>();
    private final Set<Long> released = new LinkedHashSet<>();
    private boolean overflowed;

    CallHold(int maxHeld, Consumer<C> release) {
        this.maxHeld = maxHeld;
        this.release = release;
    }

    @Nullable
    C get(String id) {
        return held.get(id);
    }

    /** Whether the call was on hold and is so no more. */
    boolean wasReleased(String id) {
        return released.contains(hash(id));
    }

    void put(C call) {
        held.put(call.id(), call);
        if (held.size() > maxHeld) {
            overflowed = true;
            List<C> byTime = sorted(held.values());
            letGo(byTime.subList(0, byTime.size() / 2));
        }
    }

    /** Releases what is older than that, oldest first. */
    void releaseBefore(long timeMs) {
        letGo(sorted(held.values().stream().filter(c -> c.timeMs() < timeMs).toList()));
    }

    void releaseAll() {
        letGo(sorted(held.values()));
    }

    /** Whether calls were released before it was sure that nothing older comes. */
    boolean overflowed() {
        return overflowed;
    }

    private void letGo(List<C> calls) {
        for (C call : calls) {
            held.remove(call.id());
            remember(call.id());
            release.accept(call);
        }
    }

    private void remember(String id) {
        released.add(hash(id));
        if (released.size() > REMEMBERED) {
            Iterator<Long> oldest = released.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Stable: calls of the same instant stay in the order in which they were read. */
    private List<C> sorted(Collection<C> calls) {
        List<C> byTime = new ArrayList<>(calls);
        byTime.sort(Comparator.comparingLong(Held::timeMs));
        return byTime;
    }

    private static long hash(String id) {
        return ByteBuffer.wrap(Sha256.digest().digest(id.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
