package io.flyball.runtime;

import static io.flyball.runtime.TopologyFixture.HOUR_MS;
import static io.flyball.runtime.TopologyFixture.NOW_MS;
import static io.flyball.runtime.TopologyFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Person;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.spend.Window;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.Topic;
import io.flyball.schemas.UsageHeaders;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four partitions as partition 0 sees them: what is not its own goes round once, what others share goes to the roll-up. */
class PartitionsTopologyTest {
    private static final int PARTITIONS = 4;
    private static final String MINE = payerOf(0);
    private static final String NOT_MINE = payerOf(1);

    private final TopologyFixture flyball;

    PartitionsTopologyTest(@TempDir Path stateDir) {
        flyball = new TopologyFixture(stateDir, PARTITIONS, Clocking.STREAM);
    }

    @AfterEach
    void close() {
        flyball.close();
    }

    private static String payerOf(int partition) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "user-" + i)
                .filter(u -> Utils.toPositive(Utils.murmur2(utf8(u))) % PARTITIONS == partition)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sendsACallOfAnotherPartitionRoundOnceAndCountsItWhereItLands() {
        // given a record with a null key; the driver reads the rekey topic back in on the same task
        RecordHeaders headers = new RecordHeaders();
        headers.add(UsageHeaders.STREAM_TIME, UsageHeaders.ofTimeMs(NOW_MS + 7));
        UsageEvent call = flyball.call("1").user(NOT_MINE).build();
        // when
        flyball.usage(null, flyball.bytes(call), headers);
        // then
        assertThat(flyball.out(Topic.USAGE_REKEY)).singleElement().satisfies(r -> {
            assertThat(r.key()).isEqualTo(utf8(NOT_MINE));
            assertThat(r.value()).isEqualTo(flyball.bytes(call));
            assertThat(UsageHeaders.timeMs(r.headers(), UsageHeaders.STREAM_TIME, -1))
                    .isEqualTo(NOW_MS + 7);
        });
        assertThat(flyball.counts()).isEqualTo("read=2 admitted=1 rerouted=1");
        assertThat(flyball.cost("user:" + NOT_MINE, Window.DAY)).isEqualTo(NanoUsd.PER_USD);
        assertThat(flyball.ledger().streamTimeMs()).isEqualTo(NOW_MS + 7);
    }

    @Test
    void countsACallOnItsOwnPartitionAtOnceWhateverItsKey() {
        // when
        flyball.usage(
                utf8("a key of the client's"),
                flyball.bytes(flyball.call("1").user(MINE).build()),
                new RecordHeaders());
        // then
        assertThat(flyball.counts()).isEqualTo("read=1 admitted=1");
        assertThat(flyball.out(Topic.USAGE_REKEY)).isEmpty();
    }

    @Test
    void conservesWhatItReads() {
        // when
        flyball.usage(flyball.call("1").user(MINE));
        flyball.usage(flyball.call("1").user(MINE).eventId("twice"));
        flyball.usage(flyball.call("1").user(MINE).eventId("twice"));
        flyball.usage(flyball.call("1").user(NOT_MINE).eventId("twice"));
        flyball.usage(flyball.call("1").user(NOT_MINE).eventId("twice"));
        flyball.usage(flyball.call("1").user(MINE).timeMs(NOW_MS - 8 * 24 * HOUR_MS));
        flyball.usage(flyball.call("1").user(NOT_MINE).timeMs(-1));
        flyball.usage(utf8(MINE), new byte[] {9}, new RecordHeaders());
        // then 8 were sent, and 2 of them were read twice
        assertThat(flyball.counts()).isEqualTo("read=10 admitted=3 duplicate=2 late=1 rejected=2 rerouted=2");
    }

    @Test
    void keepsOnlyItsOwnPeople() {
        // given
        flyball.control(ControlMapping.ofPerson(new Person(MINE, "payments", "", "", "", "", "")));
        flyball.control(ControlMapping.ofPerson(new Person(NOT_MINE, "search", "", "", "", "", "")));
        // when
        flyball.usage(flyball.call("1").user(MINE));
        // then
        assertThat(flyball.charges().get(0).getTeam()).isEqualTo("payments");
        assertThat(flyball.store(StageNames.PAYER_BOOKS).get(Books.controlKey("directory/" + NOT_MINE)))
                .isNull();
    }

    @Test
    void packsWhatAFlushHandsOverIntoOneRecordAPartition() {
        // when one call touches eight scopes
        flyball.usage(flyball.call("1")
                .user(MINE)
                .team("t")
                .agent("a")
                .session("s")
                .org("o")
                .key("k")
                .costCenter("c"));
        // then
        List<RollupPacket> packets = packets();
        Set<String> scopes = new HashSet<>();
        packets.forEach(p -> p.forEachDelta(
                (scope, minute, m) -> scopes.add(scope.toString()),
                (team, user, day, cost) -> {},
                (scope, n, tasks) -> {}));
        assertThat(scopes)
                .containsExactlyInAnyOrder(
                        "team:t",
                        "agent:a",
                        "session:s",
                        "model:nobody-prices-this",
                        "org:o",
                        "key:k",
                        "cost_center:c",
                        "source:native");
        assertThat(rollupPartitions()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(PARTITIONS);
        assertThat(packets).hasSizeGreaterThan(1);
    }

    @Test
    void tellsEveryRollUpPartitionOfTheEndOfTheInput() {
        // given
        flyball.usage(flyball.call("1").user(MINE));
        int before = packets().size();
        // when
        flyball.endOfInput(NOW_MS + 5);
        // then
        List<RollupPacket> ends = packets().subList(before, packets().size());
        assertThat(ends).hasSize(PARTITIONS).allSatisfy(p -> {
            assertThat(p.kind()).isEqualTo(RollupPacket.Kind.END_OF_INPUT);
            assertThat(p.streamTimeMs()).isEqualTo(NOW_MS + 5);
            assertThat(p.sourcePartition()).isZero();
        });
        assertThat(rollupPartitions().subList(before, before + PARTITIONS)).containsExactly(0, 1, 2, 3);
        assertThat(flyball.counts()).isEqualTo("read=1 admitted=1");
    }

    @Test
    void endsWhatIsDueAtTheEndOfTheInput() {
        // given a burn of four days ago, in a replay, where the wall clock ends nothing
        flyball.usage(flyball.call("4100").user(MINE).timeMs(NOW_MS - 96 * HOUR_MS));
        flyball.advance(java.time.Duration.ofDays(9));
        assertThat(flyball.findings()).hasSize(1);
        // when
        flyball.endOfInput(NOW_MS);
        // then
        assertThat(flyball.findings()).hasSize(2);
        assertThat(flyball.throttle()).element(1).asString().contains("\"level\":\"clear\"");
    }

    private List<RollupPacket> packets() {
        return flyball.out(Topic.ROLLUP).stream()
                .map(r -> RollupPacket.read(r.value()))
                .toList();
    }

    private List<Integer> rollupPartitions() {
        return flyball.out(Topic.ROLLUP).stream()
                .map(r -> DeltaFlush.partitionOf(r.key()))
                .toList();
    }
}
