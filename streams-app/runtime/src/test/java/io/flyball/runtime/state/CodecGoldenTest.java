package io.flyball.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.loop.CallShape;
import io.flyball.core.detect.loop.LoopDetector;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.trail.UserTrails;
import io.flyball.core.govern.Governed;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.model.Level;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.WasteKind;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRow;
import io.flyball.core.spend.SliceRows;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** State as version 1 writes it. Bytes that change here are bytes that running installations cannot read. */
class CodecGoldenTest {
    private static final long NOW_MS = 1_772_446_500_000L;
    private static final int MOST_HEAD_BYTES = 256;
    private static final int MOST_BURN_BYTES = 128;
    private static final int COST_CALLS_ERRORS_AND_TOKENS = 8;

    private static final String SCOPE =
            "0107c092dae0956700010280bcc1960b020280bcc1960b020280bcc1960b0280bcc1960b000000000000000000000000"
                    + "0000000000c4c002000000e62d000000f4fb02b692dae09567b692dae095670e02d292dae0956701010102b692dae095"
                    + "6700d292dae0956701d20f0100116275726e2f33642f343030302f33323030096275726e2d30613162c092dae0956702"
                    + "6480bcc1960bd292dae09567066e6174697665";
    private static final String ROW = "010202028ea8d6b9070615020a02";
    private static final String TRAILS =
            "01001b0103732d31c092dae0956702000012f80a3c02b08e89f083030002b6b898d40cdfcfe6c2040002f80a0007"
                    + "f80a0007f80a0002b6b898d40cdfcfe6c2040004f80a0001010006010006010007f80a0002f80a0002f80a0002f8"
                    + "0a0003f80a0004f80a0014c0cf240000";
    private static final String LEDGER =
            "01c092dae09567be92dae0956708ac02a9020000010000000500002a000001086261645f6176726f01";

    @Test
    void writesAScopeAsVersionOne() {
        assertThat(hex(new ScopeStateCodec().encode(scope()))).isEqualTo(SCOPE);
    }

    @Test
    void readsAScopeOfVersionOne() {
        // when
        ScopeState state = new ScopeStateCodec().decode(HexFormat.of().parseHex(SCOPE));
        // then
        assertThat(state.spend().clockMs()).isEqualTo(NOW_MS);
        assertThat(state.spend().totals().costNanoUsd()).isEqualTo(1_500_000_000L);
        assertThat(state.updateDue()).isTrue();
        Governed governed = Objects.requireNonNull(state.governed());
        assertThat(governed.sequence()).isEqualTo(7);
        assertThat(governed.level()).isEqualTo(Level.PACE);
        assertThat(governed.openFindings()).singleElement().satisfies(b -> {
            assertThat(b.key()).isEqualTo("burn/3d/4000/3200");
            assertThat(b.untilMs()).isEqualTo(NOW_MS + 9);
        });
    }

    @Test
    void writesARowAsVersionOneAndReadsItBack() {
        // given
        SliceRow row = new SliceRow();
        row.getOrCreate(23).add(measures(5, 1));
        row.getOrCreate(2).add(measures(1_000_000_007L, 3));
        // when
        String written = hex(new SliceRowCodec().encode(row));
        // then
        assertThat(written).isEqualTo(ROW);
        SliceRow read = new SliceRowCodec().decode(HexFormat.of().parseHex(ROW));
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.get(2)).isEqualTo(measures(1_000_000_007L, 3));
        assertThat(read.get(23)).isEqualTo(measures(5, 1));
    }

    @Test
    void writesALedgerAsVersionOneAndReadsItBack() {
        // given
        PartitionLedger ledger = new PartitionLedger();
        ledger.advanceTo(NOW_MS);
        ledger.admittedAt(NOW_MS - 1);
        ledger.set(Count.READ, 300);
        ledger.set(Count.ADMITTED, 297);
        ledger.reject(RejectionReason.BAD_AVRO);
        ledger.addAvoidable(WasteKind.RETRY, 42);
        // when
        String written = hex(new LedgerCodec().encode(ledger));
        // then
        assertThat(written).isEqualTo(LEDGER);
        PartitionLedger read = new LedgerCodec().decode(HexFormat.of().parseHex(LEDGER));
        assertThat(read.streamTimeMs()).isEqualTo(NOW_MS);
        assertThat(read.newestAdmittedMs()).isEqualTo(NOW_MS - 1);
        assertThat(read.get(Count.READ)).isEqualTo(300);
        assertThat(read.rejectedByReason()).isEqualTo(Map.of(RejectionReason.BAD_AVRO, 1L));
        assertThat(read.avoidableNanoUsd(WasteKind.RETRY)).isEqualTo(42);
    }

    @Test
    void writesTrailsAsVersionOneAndReadsThemBack() {
        // given
        UserTrails trails = new UserTrails();
        UsageEvent call = UsageEvent.builder()
                .timeMs(NOW_MS)
                .session("s-1")
                .inputTokens(700)
                .outputTokens(30)
                .actions(List.of(new ToolAction("bash", "arguments", "answer", "answer", false)))
                .build();
        new LoopDetector(new LoopRule(5, Level.PACE))
                .observe(trails.openings(), trails.trail("s-1").steps(), CallShape.of(call, 9));
        // when
        String written = hex(new UserTrailsCodec().encode(trails));
        // then
        assertThat(written).isEqualTo(TRAILS);
        UserTrails read = new UserTrailsCodec().decode(HexFormat.of().parseHex(TRAILS));
        assertThat(hex(new UserTrailsCodec().encode(read))).isEqualTo(TRAILS);
    }

    @Test
    void keepsWhatEachModelCostBehindTheTrails() {
        // given
        UserTrails trails = new UserTrails();
        trails.charge("large", NOW_MS, 70);
        trails.charge("small", NOW_MS, 0x100000000L);
        trails.charge("small", NOW_MS - 86_400_000L, 3);
        byte[] written = new UserTrailsCodec().encode(trails);
        // when
        UserTrails read = new UserTrailsCodec().decode(written);
        // then
        assertThat(read.models().dearest()).isEqualTo(trails.models().dearest()).hasSize(2);
        assertThat(read.models().sumNanoUsd()).isEqualTo(trails.models().sumNanoUsd());
        assertThat(hex(new UserTrailsCodec().encode(read))).isEqualTo(hex(written));
    }

    static Stream<Arguments> codecs() {
        return Stream.of(
                Arguments.of("scope", new ScopeStateCodec(), SCOPE),
                Arguments.of("slice row", new SliceRowCodec(), ROW),
                Arguments.of("user trails", new UserTrailsCodec(), TRAILS),
                Arguments.of("partition ledger", new LedgerCodec(), LEDGER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codecs")
    void refusesBytesOfANewerVersion(String what, StateCodec<?> codec, String golden) {
        // given
        byte[] newer = HexFormat.of().parseHex(golden);
        newer[0] = 2;
        // when, then
        assertThatThrownBy(() -> codec.decode(newer))
                .hasMessage("Expected " + what + " bytes of format version 1 to 1, but found version 2: this state was"
                        + " written by a newer Flyball.");
    }

    @Test
    void keepsTheHeadOfABusyUserSmall() {
        // when
        int bytes = new ScopeStateCodec().encode(new ScopeState(busy(), null, true)).length;
        // then
        assertThat(bytes).as("bytes of a busy user's head record").isLessThanOrEqualTo(MOST_HEAD_BYTES);
    }

    @Test
    void addsLittleToItWhileABurnIsOpen() {
        // given
        ScopeSpend spend = busy();
        // when
        int bytes = new ScopeStateCodec().encode(new ScopeState(spend, governed(), true)).length;
        // then
        assertThat(bytes - new ScopeStateCodec().encode(new ScopeState(spend, null, true)).length)
                .as("bytes an open burn adds to a head record")
                .isLessThanOrEqualTo(MOST_BURN_BYTES);
    }

    /** A month of calls every minute, of every token class. */
    private static ScopeSpend busy() {
        ScopeSpend spend = new ScopeSpend();
        CalendarZone zone = new CalendarZone(ZoneOffset.UTC);
        HeapRows rows = new HeapRows();
        Measures call = new Measures();
        for (int i = 0; i < COST_CALLS_ERRORS_AND_TOKENS; i++) {
            call.set(i, i == 0 ? 95_123_456L : 1 + i * 20_011L);
        }
        for (long minute = 0; minute < 31 * 24 * 60; minute++) {
            spend.add(NOW_MS + minute * 60_000 + 59_999, call, rows, RowLayout.CHUNKS, zone);
        }
        return spend;
    }

    private static ScopeState scope() {
        ScopeSpend spend = new ScopeSpend();
        spend.add(
                NOW_MS,
                measures(1_500_000_000L, 1),
                new HeapRows(),
                RowLayout.CHUNKS,
                new CalendarZone(ZoneOffset.UTC));
        return new ScopeState(spend, governed(), true);
    }

    private static Governed governed() {
        Governed governed = new Governed();
        governed.restore(NOW_MS - 5, NOW_MS - 5, 7, Level.PACE, NOW_MS + 9, Governed.NONE, true, Governed.NONE);
        governed.restoreStairs(Level.PACE, NOW_MS - 5, false, NOW_MS + 9, Governed.NONE, 1001);
        governed.openFindings()
                .add(new Governed.OpenFinding(
                        FindingKind.BURN,
                        "burn/3d/4000/3200",
                        "burn-0a1b",
                        NOW_MS,
                        Level.PACE,
                        100,
                        1_500_000_000L,
                        NOW_MS + 9,
                        "native"));
        return governed;
    }

    private static Measures measures(long costNanoUsd, long calls) {
        Measures m = new Measures();
        m.set(0, costNanoUsd);
        m.set(1, calls);
        return m;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static final class HeapRows implements SliceRows {
        private final Map<List<Object>, SliceRow> rows = new HashMap<>();

        @Override
        public @Nullable SliceRow get(Slice slice, long rowNo) {
            return rows.get(List.of(slice, rowNo));
        }

        @Override
        public SliceRow change(Slice slice, long rowNo) {
            return rows.computeIfAbsent(List.of(slice, rowNo), k -> new SliceRow());
        }

        @Override
        public void delete(Slice slice, long rowNo) {
            rows.remove(List.of(slice, rowNo));
        }
    }
}
