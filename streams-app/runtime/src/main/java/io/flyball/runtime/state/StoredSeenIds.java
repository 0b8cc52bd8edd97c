package io.flyball.runtime.state;

import io.flyball.core.admit.SeenIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Admitted ids in a window store. A window is half the horizon long and begins at the stream time of admission rounded
 * down to it; the value is the exact stream time of admission. So at most three point look-ups find an id within the
 * horizon, whatever time a copy carries. The key is 16 bytes of SHA-256 over payer and id.
 */
public final class StoredSeenIds implements SeenIds {
    private static final int KEY_BYTES = 16;

    private final WindowStore<Bytes, byte[]> store;
    private final long bucketMs;
    private final MessageDigest sha256;
    private String keyedPayer = "";
    private String keyedEventId = "";
    private Bytes key = Bytes.wrap(new byte[0]);

    /** @param bucketMs half the horizon, ms */
    public StoredSeenIds(WindowStore<Bytes, byte[]> store, long bucketMs) {
        this.store = store;
        this.bucketMs = bucketMs;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public long admittedAtMs(String payer, String eventId, long sinceMs, long untilMs) {
        Bytes key = key(payer, eventId);
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
        store.put(key(payer, eventId), value, bucketStartMs);
    }

    /** The last key is kept: an id that is not found is remembered next. */
    private Bytes key(String payer, String eventId) {
        if (!eventId.equals(keyedEventId) || !payer.equals(keyedPayer)) {
            sha256.update(payer.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            byte[] hash = sha256.digest(eventId.getBytes(StandardCharsets.UTF_8));
            key = Bytes.wrap(Arrays.copyOf(hash, KEY_BYTES));
            keyedPayer = payer;
            keyedEventId = eventId;
        }
        return key;
    }
}
