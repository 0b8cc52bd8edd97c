package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Measures;
import io.flyball.runtime.state.ByteWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A packet as version 1 writes it: those of an older build are still on the topic when a newer one starts. */
class RollupPacketTest {
    private static final String DELTAS = "010003c092dae0956701087061796d656e7473ce86961c02ffbbc1960b04";

    @Test
    void writesDeltasAsVersionOne() {
        // given
        Measures measures = new Measures();
        measures.set(0, -1_500_000_000L);
        measures.set(1, 2);
        ByteWriter out = RollupPacket.begin(RollupPacket.Kind.DELTAS, 3, TopologyFixture.NOW_MS);
        // when
        RollupPacket.writeDelta(out, new Scope(Dimension.TEAM, "payments"), 29_540_775L, measures);
        // then
        assertThat(HexFormat.of().formatHex(out.take())).isEqualTo(DELTAS);
    }

    @Test
    void readsDeltasOfVersionOne() {
        // when
        RollupPacket packet = RollupPacket.read(HexFormat.of().parseHex(DELTAS));
        // then
        List<String> deltas = new ArrayList<>();
        packet.forEachDelta(
                (scope, minute, m) -> deltas.add(scope + " " + minute + " " + m.costNanoUsd()),
                (team, user, day, cost) -> deltas.add("a member"),
                (scope, n, tasks) -> deltas.add("a task"));
        assertThat(packet.kind()).isEqualTo(RollupPacket.Kind.DELTAS);
        assertThat(packet.sourcePartition()).isEqualTo(3);
        assertThat(packet.streamTimeMs()).isEqualTo(TopologyFixture.NOW_MS);
        assertThat(deltas).containsExactly("team:payments 29540775 -1500000000");
    }

    @Test
    void carriesWhatMembersSpentAndHowTasksGrewBesideTheDeltas() {
        // given
        ByteWriter out = RollupPacket.begin(RollupPacket.Kind.DELTAS, 3, TopologyFixture.NOW_MS);
        RollupPacket.writeDelta(out, new Scope(Dimension.TEAM, "payments"), 29_540_775L, new Measures());
        RollupPacket.writeMember(out, "payments", "ann", 20_514, 1_500_000_000L);
        RollupPacket.writeTask(out, new Scope(Dimension.ORG, "acme"), 5, 2);
        // when
        RollupPacket packet = RollupPacket.read(out.take());
        // then
        List<String> entries = new ArrayList<>();
        packet.forEachDelta(
                (scope, minute, m) -> entries.add(scope + " " + minute),
                (team, user, day, cost) -> entries.add(team + "/" + user + " " + day + " " + cost),
                (scope, n, tasks) -> entries.add(scope + " " + n + " x" + tasks));
        assertThat(entries).containsExactly("team:payments 29540775", "payments/ann 20514 1500000000", "org:acme 5 x2");
    }

    @Test
    void refusesANewerVersion() {
        // given
        byte[] newer = HexFormat.of().parseHex(DELTAS);
        newer[0] = 2;
        // when, then
        assertThatThrownBy(() -> RollupPacket.read(newer))
                .hasMessageContaining("roll-up packet bytes of format version 1 to 1, but found version 2");
    }
}
