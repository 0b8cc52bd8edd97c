package io.flyball.runtime.state;

import io.flyball.core.admit.SeenIds;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Admitted ids in a window store. A window is half the horizon long and begins at the stream time of admission rounded
 * down to it; the value is the exact stream time of admission. So at most three point look-ups find an id within the
 * horizon, whatever time a copy carries.
 */
public final class StoredSeenIds implements SeenIds {
    private final WindowStore<Bytes, byte[]> store;
    private final long bucketMs;
    /** The last key is kept: an id that is not found is remembered next. */
    private final CallKeys keys = new CallKeys();

    /** @param bucketMs half the horizon, ms */
    public StoredSeenIds(WindowStore<Bytes, byte[]> store, long bucketMs) {
        this.store = store;
        this.bucketMs = bucketMs;
    }

    @Override
    public long admittedAtMs(String payer, String eventId, long sinceMs, long untilMs) {
        Bytes key = keys.of(payer, eventId);
        long first = Math.max(0, Math.floorDiv(sinceMs, bucketMs));
        for (long bucket = Math.floorDiv(untilMs, bucketMs); bucket >= first; bucket--) {
            byte[] value = store.fetch(key, bucket * bucketMs);
            if (value != null) {
                return ByteBuffer.wrap(value).getLong();
            }
        }
        return Long.MIN_VALUE;
    }

    @Override
    public void remember(String payer, String eventId, long streamTimeMs) {
        long bucketStartMs = Math.floorDiv(streamTimeMs, bucketMs) * bucketMs;
        byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(streamTimeMs).array();
        store.put(keys.of(payer, eventId), value, bucketStartMs);
    }
}
