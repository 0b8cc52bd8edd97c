package io.flyball.runtime;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRow;
import io.flyball.core.spend.SliceRows;
import io.flyball.core.spend.Window;
import io.flyball.runtime.state.LedgerCodec;
import io.flyball.runtime.state.ScopeKeys;
import io.flyball.runtime.state.ScopeStateCodec;
import io.flyball.runtime.state.SliceRowCodec;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.ControlChange;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.ControlRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of the tasks in this process. What it reads is as of the last flush of each task and may belong to a
 * transaction that is still to be committed; once the application has caught up and rests, it is committed.
 */
public final class SpendQueries {
    private final Supplier<KafkaStreams> streams;
    private final RowLayout layout;

    /** @param streams the running ones, which may be others after a restart */
    public SpendQueries(Supplier<KafkaStreams> streams, RowLayout layout) {
        this.streams = streams;
        this.layout = layout;
    }

    /** The books of all first-stage partitions together. */
    public PartitionLedger ledger() {
        PartitionLedger sum = new PartitionLedger();
        ledgers(StageNames.PAYER_BOOKS).forEach(sum::addAll);
        return sum;
    }

    /** The books of each first-stage partition this process owns. */
    public Map<Integer, PartitionLedger> ledgerByPartition() {
        Map<Integer, PartitionLedger> byPartition = new TreeMap<>();
        for (ThreadMetadata thread : streams.get().metadataForLocalThreads()) {
            for (TaskMetadata task : thread.activeTasks()) {
                byte[] bytes = ledgerOf(task.taskId());
                if (bytes != null) {
                    byPartition.put(task.taskId().partition(), new LedgerCodec().decode(bytes));
                }
            }
        }
        return byPartition;
    }

    private byte @Nullable [] ledgerOf(TaskId task) {
        try {
            return streams.get()
                    .store(StoreQueryParameters.fromNameAndType(
                                    StageNames.PAYER_BOOKS, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                            .withPartition(task.partition()))
                    .get(Books.ledgerKey());
        } catch (InvalidStateStoreException notHere) {
            return null;
        }
    }

    /** Cost that users were charged and that the teams' owners have not merged yet, nano-USD. */
    public long inFlightNanoUsd() {
        long merged = 0;
        for (PartitionLedger ledger : ledgers(StageNames.MERGE_BOOKS)) {
            merged += ledger.get(PartitionLedger.Count.COST_NANO_USD);
        }
        return ledger().get(PartitionLedger.Count.COST_NANO_USD) - merged;
    }

    /** Calls that users were charged and that the teams' owners have not merged yet. */
    public long inFlightCalls() {
        long merged = 0;
        for (PartitionLedger ledger : ledgers(StageNames.MERGE_BOOKS)) {
            merged += ledger.get(PartitionLedger.Count.ADMITTED);
        }
        return ledger().get(PartitionLedger.Count.ADMITTED) - merged;
    }

    private List<PartitionLedger> ledgers(String storeName) {
        List<PartitionLedger> ledgers = new ArrayList<>();
        LedgerCodec codec = new LedgerCodec();
        try (KeyValueIterator<Bytes, byte[]> all = store(storeName).all()) {
            while (all.hasNext()) {
                var entry = all.next();
                if (entry.key.equals(Books.ledgerKey())) {
                    ledgers.add(codec.decode(entry.value));
                }
            }
        }
        return ledgers;
    }

    /** Calls back for every scope that has spend: users first, then all others; sources have a rhythm, no spend. */
    public void forEachScope(BiConsumer<Scope, ScopeState> action) {
        ScopeStateCodec codec = new ScopeStateCodec();
        for (String storeName : new String[] {StageNames.PAYER_SCOPES, StageNames.MERGE_SCOPES}) {
            try (KeyValueIterator<Bytes, byte[]> all = store(storeName).all()) {
                while (all.hasNext()) {
                    var entry = all.next();
                    ScopeState state = codec.decode(entry.value);
                    Scope scope = ScopeKeys.toScope(entry.key);
                    if (state.spend().clockMs() != ScopeSpend.NEVER && scope.dimension() != Dimension.SOURCE) {
                        action.accept(scope, state);
                    }
                }
            }
        }
    }

    /** Cost in every window of a scope as of an instant at or after its clock, nano-USD. */
    public Map<Window, Long> windowsAt(Scope scope, ScopeSpend spend, long atMs, CalendarZone zone) {
        SliceRows rows = new StoredRows(scope);
        Map<Window, Long> costs = new java.util.EnumMap<>(Window.class);
        for (Window window : Window.values()) {
            costs.put(window, spend.windowCostAt(window, atMs, rows, layout, zone));
        }
        return costs;
    }

    /** The policy the first stage goes by; the standard one where none was given. */
    public Policy policy(AvroSerde<ControlRecord> serde) {
        byte[] stored = store(StageNames.PAYER_BOOKS).get(Books.controlKey(ControlMapping.POLICY + "/default"));
        if (stored != null && ControlMapping.read(serde.deserialize(stored)) instanceof ControlChange.PolicyInForce p) {
            return p.policy();
        }
        return Policy.standard();
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> store(String name) {
        return streams.get()
                .store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore()));
    }

    private final class StoredRows implements SliceRows {
        private final Scope scope;
        private final SliceRowCodec codec = new SliceRowCodec();
        private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

        private StoredRows(Scope scope) {
            this.scope = scope;
            this.store = store(
                    scope.dimension() == Dimension.USER
                            ? StageNames.PAYER_SLICES
                            : StageNames.MERGE_SLICES);
        }

        @Override
        public @Nullable SliceRow get(Slice slice, long rowNo) {
            byte[] bytes = store.get(ScopeKeys.ofRow(scope, slice, rowNo));
            return bytes == null ? null : codec.decode(bytes);
        }

        @Override
        public SliceRow change(Slice slice, long rowNo) {
            throw new UnsupportedOperationException("a query changes nothing");
        }

        @Override
        public void delete(Slice slice, long rowNo) {
            throw new UnsupportedOperationException("a query changes nothing");
        }
    }
}
