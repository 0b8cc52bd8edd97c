package io.flyball.runtime.state;

import io.flyball.core.detect.trail.Trails;
import io.flyball.core.detect.trail.UserTrails;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The trails of users in a store, behind a write-back cache. Not thread-safe. */
public final class StoredTrails implements Trails {
    private static final int CACHED_USERS = 10_000;

    private final WriteBackCache<String, UserTrails> users;

    public StoredTrails(KeyValueStore<Bytes, byte[]> store) {
        this.users = new WriteBackCache<>(
                store,
                payer -> Bytes.wrap(payer.getBytes(StandardCharsets.UTF_8)),
                new UserTrailsCodec(),
                CACHED_USERS);
    }

    @Override
    public UserTrails change(String payer) {
        return users.change(payer, UserTrails::new);
    }

    /** Writes what changed; to be called inside the commit. */
    public void flush() {
        users.flush();
    }
}
