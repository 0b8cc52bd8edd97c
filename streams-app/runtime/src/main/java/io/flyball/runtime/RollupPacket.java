package io.flyball.runtime;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.Measures;
import io.flyball.runtime.state.ByteReader;
import io.flyball.runtime.state.ByteWriter;
import io.flyball.runtime.state.MeasuresBytes;

/**
 * What the first stage hands to a roll-up partition. Version 1: a kind, the partition it comes from, its stream time, then
 * by kind deltas of (scope, minute), a control record as it was read, or nothing.
 */
final class RollupPacket {
    private static final int VERSION = 1;

    /** What a packet carries. */
    enum Kind {
        DELTAS,
        CONTROL,
        END_OF_INPUT
    }

    private static final Kind[] KINDS = Kind.values();

    private final Kind kind;
    private final int sourcePartition;
    private final long streamTimeMs;
    private final ByteReader body;

    private RollupPacket(Kind kind, int sourcePartition, long streamTimeMs, ByteReader body) {
        this.kind = kind;
        this.sourcePartition = sourcePartition;
        this.streamTimeMs = streamTimeMs;
        this.body = body;
    }

    static ByteWriter begin(Kind kind, int sourcePartition, long streamTimeMs) {
        return new ByteWriter()
                .writeByte(VERSION)
                .writeByte(kind.ordinal())
                .writeUnsigned(sourcePartition)
                .writeLong(streamTimeMs);
    }

    static void writeDelta(ByteWriter out, Scope scope, long minuteSlot, Measures measures) {
        out.writeByte(scope.dimension().ordinal());
        out.writeText(scope.id());
        out.writeLong(minuteSlot);
        MeasuresBytes.write(measures, out);
    }

    static RollupPacket read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.readVersion("roll-up packet", VERSION);
        return new RollupPacket(KINDS[in.readByte()], (int) in.readUnsigned(), in.readLong(), in);
    }

    Kind kind() {
        return kind;
    }

    int sourcePartition() {
        return sourcePartition;
    }

    long streamTimeMs() {
        return streamTimeMs;
    }

    /** Hands over each delta of a packet of that kind; once. */
    void forEachDelta(Deltas.Sink sink) {
        while (!body.atEnd()) {
            Scope scope = new Scope(Dimension.ofOrdinal(body.readByte()), body.readText());
            long minuteSlot = body.readLong();
            Measures measures = new Measures();
            MeasuresBytes.readInto(measures, body);
            sink.accept(scope, minuteSlot, measures);
        }
    }

    /** The control record of a packet of that kind; once. */
    byte[] control() {
        return body.readRest();
    }
}
