package io.flyball.runtime.state;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Slice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/** Keys of scopes and of their rows in stores: dimension, id, and for a row its slice length and number at the end. */
public final class ScopeKeys {
    private static final int ROW_SUFFIX_BYTES = 1 + Long.BYTES;

    private ScopeKeys() {}

    public static Bytes ofScope(Scope scope) {
        return Bytes.wrap(bytes(scope, 0).array());
    }

    public static Bytes ofRow(Scope scope, Slice slice, long rowNo) {
        ByteBuffer key = bytes(scope, ROW_SUFFIX_BYTES);
        key.put((byte) slice.ordinal()).putLong(rowNo);
        return Bytes.wrap(key.array());
    }

    private static ByteBuffer bytes(Scope scope, int more) {
        byte[] id = scope.id().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + id.length + more)
                .put((byte) scope.dimension().ordinal())
                .put(id);
    }

    /** The scope of a key made by {@link #ofScope}. */
    public static Scope toScope(Bytes key) {
        byte[] bytes = key.get();
        return new Scope(Dimension.ofOrdinal(bytes[0]), new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
    }
}
