package io.flyball.runtime.state;

import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.ScopeStates;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRow;
import io.flyball.core.spend.SliceRows;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The states and closed slices of scopes in two stores, each behind a write-back cache. Not thread-safe. */
public final class StoredScopes implements ScopeStates {
    private static final int CACHED_SCOPES = 20_000;
    private static final int CACHED_ROWS = 40_000;

    private final KeyValueStore<Bytes, byte[]> scopeStore;
    private final ScopeStateCodec scopeCodec = new ScopeStateCodec();
    private final WriteBackCache<Scope, ScopeState> scopes;
    private final WriteBackCache<RowKey, SliceRow> rows;

    private record RowKey(Scope scope, Slice slice, long rowNo) {}

    public StoredScopes(KeyValueStore<Bytes, byte[]> scopeStore, KeyValueStore<Bytes, byte[]> rowStore) {
        this.scopeStore = scopeStore;
        this.scopes = new WriteBackCache<>(scopeStore, ScopeKeys::ofScope, scopeCodec, CACHED_SCOPES);
        this.rows = new WriteBackCache<>(
                rowStore, k -> ScopeKeys.ofRow(k.scope(), k.slice(), k.rowNo()), new SliceRowCodec(), CACHED_ROWS);
    }

    @Override
    public ScopeState change(Scope scope) {
        return scopes.change(scope, ScopeState::new);
    }

    /** Whether anything is kept of a scope. */
    public boolean has(Scope scope) {
        return scopes.get(scope) != null;
    }

    @Override
    public SliceRows rows(Scope scope) {
        return new RowsOfScope(scope);
    }

    /** Calls back for every scope as last committed; for start-up, when nothing is cached yet. */
    public void forEachStored(BiConsumer<Scope, ScopeState> action) {
        try (KeyValueIterator<Bytes, byte[]> all = scopeStore.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                action.accept(ScopeKeys.toScope(entry.key), scopeCodec.decode(entry.value));
            }
        }
    }

    /** Calls back for every scope that changed since the last flush. */
    public void forEachChanged(BiConsumer<Scope, ScopeState> action) {
        scopes.forEachDirty(action);
    }

    /** Writes what changed. */
    public void flush() {
        scopes.flush();
        rows.flush();
    }

    private final class RowsOfScope implements SliceRows {
        private final Scope scope;

        private RowsOfScope(Scope scope) {
            this.scope = scope;
        }

        @Override
        public @Nullable SliceRow get(Slice slice, long rowNo) {
            return rows.get(new RowKey(scope, slice, rowNo));
        }

        @Override
        public SliceRow change(Slice slice, long rowNo) {
            return rows.change(new RowKey(scope, slice, rowNo), SliceRow::new);
        }

        @Override
        public void delete(Slice slice, long rowNo) {
            rows.delete(new RowKey(scope, slice, rowNo));
        }
    }
}
