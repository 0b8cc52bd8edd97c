package io.flyball.runtime;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.runtime.state.LedgerCodec;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What a task keeps once: its ledger, and the control records it goes by, each under its key. */
final class Books {
    private static final Bytes LEDGER = key("ledger");
    private static final String CONTROL_PREFIX = "control/";

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

    void putControl(String key, byte[] value) {
        store.put(controlKey(key), value);
    }

    void forEachControl(BiConsumer<String, byte[]> action) {
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                String key = new String(entry.key.get(), StandardCharsets.UTF_8);
                if (key.startsWith(CONTROL_PREFIX)) {
                    action.accept(key.substring(CONTROL_PREFIX.length()), entry.value);
                }
            }
        }
    }

    private static Bytes key(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
