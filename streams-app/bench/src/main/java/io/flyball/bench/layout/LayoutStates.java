package io.flyball.bench.layout;

import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.ScopeStates;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.SliceRows;
import io.flyball.runtime.state.ScopeKeys;
import io.flyball.runtime.state.StoredScopes;
import io.flyball.runtime.state.WriteBackCache;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The states of scopes under a layout. */
interface LayoutStates extends ScopeStates {
    void flush();

    static LayoutStates of(
            LayoutVariant variant, KeyValueStore<Bytes, byte[]> heads, KeyValueStore<Bytes, byte[]> rows) {
        return variant == LayoutVariant.FAT ? new Fat(heads) : new HeadAndRows(new StoredScopes(heads, rows));
    }

    /** The runtime's own. */
    record HeadAndRows(StoredScopes stored) implements LayoutStates {
        @Override
        public ScopeState change(Scope scope) {
            return stored.change(scope);
        }

        @Override
        public SliceRows rows(Scope scope) {
            return stored.rows(scope);
        }

        @Override
        public void flush() {
            stored.flush();
        }
    }

    /** One record a scope, behind the same cache as the runtime's. */
    final class Fat implements LayoutStates {
        private static final int CACHED_SCOPES = 20_000;

        private final WriteBackCache<Scope, FatScope> scopes;

        private Fat(KeyValueStore<Bytes, byte[]> store) {
            this.scopes = new WriteBackCache<>(store, ScopeKeys::ofScope, new FatScopeCodec(), CACHED_SCOPES);
        }

        private FatScope scope(Scope scope) {
            return scopes.change(scope, () -> new FatScope(new ScopeState()));
        }

        @Override
        public ScopeState change(Scope scope) {
            return scope(scope).state();
        }

        @Override
        public SliceRows rows(Scope scope) {
            return scope(scope);
        }

        @Override
        public void flush() {
            scopes.flush();
        }
    }
}
