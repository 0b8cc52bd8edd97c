package io.flyball.runtime;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.Measures;
import io.flyball.runtime.state.ByteWriter;
import io.flyball.runtime.state.ScopeKeys;
import io.flyball.schemas.Topic;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Packs deltas into one record per roll-up partition, several where a record would grow past its cap. So a flush costs
 * at most as many records as there are partitions, however many scopes were touched.
 */
final class DeltaFlush implements Deltas.Sink {
    private static final int PACKET_CAP_BYTES = 256 * 1024;

    private final Outlets outlets;
    private final int sourcePartition;
    private final @Nullable ByteWriter[] packets;
    private long streamTimeMs;

    DeltaFlush(Outlets outlets, int sourcePartition, int partitions) {
        this.outlets = outlets;
        this.sourcePartition = sourcePartition;
        this.packets = new ByteWriter[partitions];
    }

    /** Empties the deltas onto the roll-up topic. */
    void flush(Deltas deltas, long atStreamTimeMs) {
        streamTimeMs = atStreamTimeMs;
        deltas.drainTo(this);
        deltas.drainMembersTo(this::acceptMember);
        deltas.drainTasksTo(this::acceptTask);
        for (int p = 0; p < packets.length; p++) {
            send(p);
        }
    }

    private void acceptMember(String team, String user, long day, long costNanoUsd) {
        int p = partitionOf(new Scope(Dimension.TEAM, team));
        RollupPacket.writeMember(packet(p), team, user, day, costNanoUsd);
        sendIfFull(p);
    }

    @Override
    public void accept(Scope scope, long minuteSlot, Measures measures) {
        int p = partitionOf(scope);
        RollupPacket.writeDelta(packet(p), scope, minuteSlot, measures);
        sendIfFull(p);
    }

    private void acceptTask(Scope scope, long nthCall, long tasks) {
        int p = partitionOf(scope);
        RollupPacket.writeTask(packet(p), scope, nthCall, tasks);
        sendIfFull(p);
    }

    private int partitionOf(Scope scope) {
        return Utils.toPositive(Utils.murmur2(ScopeKeys.ofScope(scope).get())) % packets.length;
    }

    private ByteWriter packet(int p) {
        ByteWriter packet = packets[p];
        if (packet == null) {
            packet = RollupPacket.begin(RollupPacket.Kind.DELTAS, sourcePartition, streamTimeMs);
            packets[p] = packet;
        }
        return packet;
    }

    private void sendIfFull(int p) {
        ByteWriter packet = packets[p];
        if (packet != null && packet.size() > PACKET_CAP_BYTES) {
            send(p);
        }
    }

    private void send(int partition) {
        ByteWriter packet = packets[partition];
        if (packet != null) {
            packets[partition] = null;
            sendTo(partition, packet.take());
        }
    }

    /** Sends a packet to one roll-up partition. */
    void sendTo(int partition, byte[] packet) {
        outlets.send(Topic.ROLLUP, partitionKey(partition), packet);
    }

    /** Sends a packet to every roll-up partition. */
    void sendToAll(byte[] packet) {
        for (int p = 0; p < packets.length; p++) {
            sendTo(p, packet);
        }
    }

    private static byte[] partitionKey(int partition) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
    }

    /** The partition a roll-up key names. */
    static int partitionOf(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }
}
