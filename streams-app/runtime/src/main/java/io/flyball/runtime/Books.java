package io.flyball.runtime;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.runtime.state.LedgerCodec;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What a task keeps once: its ledger, the control records it goes by, each under its key
 * with the point from which it holds, those that wait for theirs, and the zone of calendar periods. */
final class Books {
    private static final Bytes LEDGER = key("ledger");
    private static final Bytes ZONE = key("zone");
    private static final String CONTROL_PREFIX = "control/";
    private static final String PENDING_PREFIX = "pending/";
    private static final String SINCE_PREFIX = "since/";

    private final KeyValueStore<Bytes, byte[]> store;
    private final LedgerCodec ledgerCodec = new LedgerCodec();

    Books(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The key under which the store holds the ledger, for queries. */
    static Bytes ledgerKey() {
        return LEDGER;
    }

    /** The key under which the store holds a control record, for queries. */
    static Bytes controlKey(String key) {
        return key(CONTROL_PREFIX + key);
    }

    PartitionLedger ledger() {
        byte[] bytes = store.get(LEDGER);
        return bytes == null ? new PartitionLedger() : ledgerCodec.decode(bytes);
    }

    void put(PartitionLedger ledger) {
        store.put(LEDGER, ledgerCodec.encode(ledger));
    }

    /** Keeps a record that holds from a point of stream time on, with that point. */
    void putControl(String key, byte[] value, long sinceMs) {
        store.put(controlKey(key), value);
        store.put(key(SINCE_PREFIX + key), utf8(Long.toString(sinceMs)));
    }

    /** From which stream time on the record of a key holds, or null where there is none. */
    @Nullable
    Long sinceMs(String key) {
        byte[] text = store.get(key(SINCE_PREFIX + key));
        return text == null ? null : Long.valueOf(new String(text, StandardCharsets.UTF_8));
    }

    /** Keeps a record until its instant comes. */
    void putPending(long fromMs, String key, byte[] value) {
        store.put(key(PENDING_PREFIX + fromMs + "/" + key), value);
    }

    void removePending(long fromMs, String key) {
        store.delete(key(PENDING_PREFIX + fromMs + "/" + key));
    }

    /** Is told of each record that waits for its instant. */
    interface PendingSink {
        void accept(long fromMs, String key, byte[] value);
    }

    void forEachPending(PendingSink sink) {
        forEach(PENDING_PREFIX, (name, value) -> {
            int slash = name.indexOf('/');
            sink.accept(Long.parseLong(name.substring(0, slash)), name.substring(slash + 1), value);
        });
    }

    /** The zone in which calendar periods are counted, and from when the policy's is, where that is later. */
    record HeldZone(ZoneId zone, long policyZoneFromMs) {}

    void putZone(ZoneId zone, long policyZoneFromMs) {
        store.put(ZONE, utf8(policyZoneFromMs + " " + zone.getId()));
    }

    @Nullable
    HeldZone zone() {
        return zoneOf(store.get(ZONE));
    }

    /** The key under which the store holds the zone, for queries. */
    static Bytes zoneKey() {
        return ZONE;
    }

    /** The zone of its bytes. */
    static @Nullable HeldZone zoneOf(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        return new HeldZone(ZoneId.of(text.substring(space + 1)), Long.parseLong(text.substring(0, space)));
    }

    void forEachControl(BiConsumer<String, byte[]> action) {
        forEach(CONTROL_PREFIX, action);
    }

    private void forEach(String prefix, BiConsumer<String, byte[]> action) {
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                String key = new String(entry.key.get(), StandardCharsets.UTF_8);
                if (key.startsWith(prefix)) {
                    action.accept(key.substring(prefix.length()), entry.value);
                }
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Bytes key(String text) {
        return Bytes.wrap(utf8(text));
    }
}
