package io.flyball.runtime.state;

import io.flyball.core.spend.SliceRow;

/** A row of closed slices. Version 1: how many, then for each its distance from the one before and its measures. */
public final class SliceRowCodec implements StateCodec<SliceRow> {
    private static final int VERSION = 1;

    private final ByteWriter out = new ByteWriter();

    @Override
    public byte[] encode(SliceRow row) {
        out.writeByte(VERSION);
        out.writeUnsigned(row.size());
        int before = 0;
        for (int i = 0; i < row.size(); i++) {
            out.writeUnsigned(row.offsetAt(i) - before);
            before = row.offsetAt(i);
            MeasuresBytes.write(row.measuresAt(i), out);
        }
        return out.take();
    }

    @Override
    public SliceRow decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.readVersion("slice row", VERSION);
        SliceRow row = new SliceRow();
        long size = in.readUnsigned();
        int offset = 0;
        for (long i = 0; i < size; i++) {
            offset += (int) in.readUnsigned();
            MeasuresBytes.readInto(row.getOrCreate(offset), in);
        }
        return row;
    }
}
