package io.flyball.runtime.state;

import io.flyball.core.spend.Measures;

/** Measures inside other records: eight numbers, trailing zeros left out behind their count. */
public final class MeasuresBytes {
    private MeasuresBytes() {}

    public static void write(Measures measures, ByteWriter out) {
        int used = Measures.COUNT;
        while (used > 0 && measures.get(used - 1) == 0) {
            used--;
        }
        out.writeByte(used);
        for (int i = 0; i < used; i++) {
            out.writeLong(measures.get(i));
        }
    }

    public static void readInto(Measures measures, ByteReader in) {
        int used = in.readByte();
        for (int i = 0; i < used; i++) {
            measures.set(i, in.readLong());
        }
    }
}
