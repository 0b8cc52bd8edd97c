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
 * by kind deltas of (scope, minute), what members of teams spent on a day and how tasks grew, a control record as it was read, or nothing.
 */
final class RollupPacket {
    private static final int VERSION = 1;
    /** Where an entry has this in the place of a dimension, it is a day of a member. */
    private static final int MEMBER = 127;
    /** Where an entry has this in the place of a dimension, it says that tasks grew. */
    private static final int TASK = 126;

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

    static void writeTask(ByteWriter out, Scope scope, long nthCall, long tasks) {
        out.writeByte(TASK);
        out.writeByte(scope.dimension().ordinal());
        out.writeText(scope.id());
        out.writeUnsigned(nthCall);
        out.writeUnsigned(tasks);
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

    /** Hands over each delta, day of a member and growth of tasks of a packet of that kind; once. */
    void forEachDelta(Deltas.Sink deltas, Deltas.MemberSink members, Deltas.TaskSink tasks) {
        while (!body.atEnd()) {
            int first = body.readByte();
            if (first == MEMBER) {
                members.accept(body.readText(), body.readText(), body.readLong(), body.readLong());
            } else if (first == TASK) {
                tasks.accept(
                        new Scope(Dimension.ofOrdinal(body.readByte()), body.readText()),
                        body.readUnsigned(),
                        body.readUnsigned());
            } else {
                Scope scope = new Scope(Dimension.ofOrdinal(first), body.readText());
                long minuteSlot = body.readLong();
                Measures measures = new Measures();
                MeasuresBytes.readInto(measures, body);
                deltas.accept(scope, minuteSlot, measures);
            }
        }
    }

    static void writeMember(ByteWriter out, String team, String user, long day, long costNanoUsd) {
        out.writeByte(MEMBER);
        out.writeText(team);
        out.writeText(user);
        out.writeLong(day);
        out.writeLong(costNanoUsd);
    }

    /** The control record of a packet of that kind; once. */
    byte[] control() {
        return body.readRest();
    }
}
