package io.flyball.bench.layout;

import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRow;
import io.flyball.runtime.state.ScopeStateCodec;
import io.flyball.runtime.state.SliceRowCodec;
import io.flyball.runtime.state.StateCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Head and rows, each as the runtime writes them, behind their lengths. */
final class FatScopeCodec implements StateCodec<FatScope> {
    private static final int ROW_HEADER_BYTES = 1 + Long.BYTES + Short.BYTES;

    private final ScopeStateCodec heads = new ScopeStateCodec();
    private final SliceRowCodec rows = new SliceRowCodec();

    @Override
    public byte[] encode(FatScope scope) {
        byte[] head = heads.encode(scope.state());
        List<byte[]> bodies = new ArrayList<>();
        int size = Short.BYTES + head.length;
        for (SliceRow row : scope.rows().values()) {
            byte[] body = rows.encode(row);
            bodies.add(body);
            size += ROW_HEADER_BYTES + body.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size).putShort((short) head.length).put(head);
        int i = 0;
        for (FatScope.RowKey key : scope.rows().keySet()) {
            byte[] body = bodies.get(i++);
            out.put((byte) key.slice().ordinal())
                    .putLong(key.rowNo())
                    .putShort((short) body.length)
                    .put(body);
        }
        return out.array();
    }

    @Override
    public FatScope decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        FatScope scope = new FatScope(heads.decode(take(in, in.getShort())));
        Map<FatScope.RowKey, SliceRow> into = scope.rows();
        while (in.hasRemaining()) {
            Slice slice = Slice.values()[in.get()];
            FatScope.RowKey key = new FatScope.RowKey(slice, in.getLong());
            into.put(key, rows.decode(take(in, in.getShort())));
        }
        return scope;
    }

    private static byte[] take(ByteBuffer in, int size) {
        byte[] taken = new byte[size];
        in.get(taken);
        return taken;
    }
}
