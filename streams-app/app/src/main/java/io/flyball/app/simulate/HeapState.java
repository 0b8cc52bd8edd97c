package io.flyball.app.simulate;

import io.flyball.core.admit.SeenIds;
import io.flyball.core.detect.trail.Trails;
import io.flyball.core.detect.trail.UserTrails;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.ScopeStates;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRow;
import io.flyball.core.spend.SliceRows;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of the payer stage on the heap. Ids are not remembered: made-up traffic repeats none. */
final class HeapState implements ScopeStates, Trails, SeenIds {
    private final Map<Scope, ScopeState> scopes = new HashMap<>();
    private final Map<Scope, SliceRows> rows = new HashMap<>();
    private final Map<String, UserTrails> trails = new HashMap<>();

    @Override
    public ScopeState change(Scope scope) {
        return scopes.computeIfAbsent(scope, s -> new ScopeState());
    }

    @Override
    public SliceRows rows(Scope scope) {
        return rows.computeIfAbsent(scope, s -> new HeapRows());
    }

    @Override
    public UserTrails change(String payer) {
        return trails.computeIfAbsent(payer, p -> new UserTrails());
    }

    @Override
    public long admittedAtMs(String payer, String eventId, long sinceMs, long untilMs) {
        return Long.MIN_VALUE;
    }

    @Override
    public void remember(String payer, String eventId, long streamTimeMs) {}

    private static final class HeapRows implements SliceRows {
        private final Map<Slice, Map<Long, SliceRow>> rows = new EnumMap<>(Slice.class);

        private Map<Long, SliceRow> of(Slice slice) {
            return rows.computeIfAbsent(slice, s -> new HashMap<>());
        }

        @Override
        public @Nullable SliceRow get(Slice slice, long rowNo) {
            return of(slice).get(rowNo);
        }

        @Override
        public SliceRow change(Slice slice, long rowNo) {
            return of(slice).computeIfAbsent(rowNo, n -> new SliceRow());
        }

        @Override
        public void delete(Slice slice, long rowNo) {
            of(slice).remove(rowNo);
        }
    }
}
