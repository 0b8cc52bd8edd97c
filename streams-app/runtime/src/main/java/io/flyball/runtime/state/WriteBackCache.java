package io.flyball.runtime.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Decoded state over a logged store. Objects are changed in place between commits; {@link #flush} writes those that
 * changed, once each, inside the commit. Nothing here outlives an aborted transaction: the cache goes with its task.
 * What is clean stays for the next commit until {@code maxEntries} is passed; then all of it is dropped.
 *
 * <p>Not thread-safe. Heap is bounded by maxEntries plus what one commit interval touches.
 *
 * @param <K> a key that is cheap to hash; its bytes are made only for the store
 */
public final class WriteBackCache<K, V> {
    private final KeyValueStore<Bytes, byte[]> store;
    private final Function<K, Bytes> keyBytes;
    private final StateCodec<V> codec;
    private final int maxEntries;
    private final Map<K, Entry<K, V>> entries = new HashMap<>();
    private final List<Entry<K, V>> dirty = new ArrayList<>();

    private static final class Entry<K, V> {
        private final K key;
        private final Bytes keyBytes;
        private @Nullable V value;
        private boolean isDirty;

        private Entry(K key, Bytes keyBytes, @Nullable V value) {
            this.key = key;
            this.keyBytes = keyBytes;
            this.value = value;
        }
    }

    public WriteBackCache(
            KeyValueStore<Bytes, byte[]> store, Function<K, Bytes> keyBytes, StateCodec<V> codec, int maxEntries) {
        this.store = store;
        this.keyBytes = keyBytes;
        this.codec = codec;
        this.maxEntries = maxEntries;
    }

    /** The value for reading, or null. */
    public @Nullable V get(K key) {
        return entry(key).value;
    }

    /** The value for changing, made where there is none. */
    public V change(K key, Supplier<V> initial) {
        Entry<K, V> entry = entry(key);
        V value = entry.value;
        if (value == null) {
            value = initial.get();
            entry.value = value;
        }
        touch(entry);
        return value;
    }

    public void delete(K key) {
        Entry<K, V> entry = entry(key);
        if (entry.value != null) {
            entry.value = null;
            touch(entry);
        }
    }

    private void touch(Entry<K, V> entry) {
        if (!entry.isDirty) {
            entry.isDirty = true;
            dirty.add(entry);
        }
    }

    private Entry<K, V> entry(K key) {
        Entry<K, V> entry = entries.get(key);
        if (entry == null) {
            Bytes bytes = keyBytes.apply(key);
            byte[] stored = store.get(bytes);
            entry = new Entry<>(key, bytes, stored == null ? null : codec.decode(stored));
            entries.put(key, entry);
        }
        return entry;
    }

    /** Calls back for each changed value; what the callback changes in place is written with it. */
    public void forEachDirty(BiConsumer<K, V> action) {
        for (int i = 0; i < dirty.size(); i++) {
            Entry<K, V> entry = dirty.get(i);
            V value = entry.value;
            if (value != null) {
                action.accept(entry.key, value);
            }
        }
    }

    /** Writes what changed; to be called inside the commit. */
    public void flush() {
        for (Entry<K, V> entry : dirty) {
            V value = entry.value;
            entry.isDirty = false;
            store.put(entry.keyBytes, value == null ? null : codec.encode(value));
        }
        dirty.clear();
        if (entries.size() > maxEntries) {
            entries.clear();
        }
    }
}
