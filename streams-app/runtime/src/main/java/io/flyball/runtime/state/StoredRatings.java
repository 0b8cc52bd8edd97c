package io.flyball.runtime.state;

import io.flyball.core.price.Price;
import io.flyball.core.stage.Ratings;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What adjusted calls cost, kept five days longer than the charges topic keeps what could adjust them again. Version 1:
 * when it may go (epoch ms), state, nano-USD, price version. Not thread-safe.
 */
public final class StoredRatings implements Ratings {
    private static final int VERSION = 1;
    private static final long KEPT_MS = 40 * 86_400_000L;
    private static final Price.State[] STATES = Price.State.values();

    private final KeyValueStore<Bytes, byte[]> store;
    private final CallKeys keys = new CallKeys();
    private final ByteWriter out = new ByteWriter();
    private long wallMs;
    private @Nullable Bytes sweptUpTo;

    public StoredRatings(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Tells the wall clock, from which what is rated next counts its time. */
    public void at(long nowWallMs) {
        wallMs = nowWallMs;
    }

    @Override
    public @Nullable Price rating(String payer, String eventId) {
        byte[] bytes = store.get(keys.of(payer, eventId));
        if (bytes == null) {
            return null;
        }
        ByteReader in = open(bytes);
        in.readLong();
        return new Price(STATES[in.readByte()], in.readLong(), in.readText());
    }

    private static ByteReader open(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.readVersion("rating", VERSION);
        return in;
    }

    @Override
    public void rate(String payer, String eventId, Price price) {
        store.put(
                keys.of(payer, eventId),
                out.writeByte(VERSION)
                        .writeLong(wallMs + KEPT_MS)
                        .writeByte(price.state().ordinal())
                        .writeLong(price.costNanoUsd())
                        .writeText(price.version())
                        .take());
    }

    /** Looks at so many entries more, round and round, and forgets those whose time has come. */
    public void sweep(int entries) {
        try (KeyValueIterator<Bytes, byte[]> rest = store.range(sweptUpTo, null)) {
            for (int i = 0; i < entries && rest.hasNext(); i++) {
                KeyValue<Bytes, byte[]> entry = rest.next();
                sweptUpTo = entry.key;
                if (open(entry.value).readLong() <= wallMs) {
                    store.delete(entry.key);
                }
            }
            if (!rest.hasNext()) {
                sweptUpTo = null;
            }
        }
    }
}
