package io.flyball.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.model.WasteKind;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRow;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

/** What is written is read back, whatever it is. */
class CodecPropertyTest {
    @Property
    void numbersOfAnySign(@ForAll List<Long> numbers) {
        // given
        ByteWriter out = new ByteWriter();
        numbers.forEach(n -> out.writeLong(n).writeUnsigned(n));
        // when
        ByteReader in = new ByteReader(out.take());
        // then
        for (long n : numbers) {
            assertThat(in.readLong()).isEqualTo(n);
            assertThat(in.readUnsigned()).isEqualTo(n);
        }
        assertThat(in.atEnd()).isTrue();
    }

    @Property
    void texts(@ForAll List<String> texts) {
        // given
        ByteWriter out = new ByteWriter();
        List<String> encodable = texts.stream().map(CodecPropertyTest::asUtf8).toList();
        encodable.forEach(out::writeText);
        // when
        ByteReader in = new ByteReader(out.take());
        // then
        for (String text : encodable) {
            assertThat(in.readText()).isEqualTo(text);
        }
    }

    @Property
    void rowsOfSlices(
            @ForAll @Size(max = 30) List<@IntRange(max = 1439) Integer> offsets,
            @ForAll @Size(value = 8) List<Long> numbers) {
        // given
        SliceRow row = new SliceRow();
        for (int offset : offsets) {
            for (int i = 0; i < Measures.COUNT; i++) {
                row.getOrCreate(offset).set(i, numbers.get((i + offset) % 8));
            }
        }
        SliceRowCodec codec = new SliceRowCodec();
        // when
        SliceRow read = codec.decode(codec.encode(row));
        // then
        assertThat(read.size()).isEqualTo(row.size());
        for (int i = 0; i < row.size(); i++) {
            assertThat(read.offsetAt(i)).isEqualTo(row.offsetAt(i));
            assertThat(read.measuresAt(i)).isEqualTo(row.measuresAt(i));
        }
    }

    @Property
    void ledgers(
            @ForAll @Size(value = 8) List<@LongRange(min = 0) Long> counts,
            @ForAll @Size(value = 5) List<@LongRange(min = 0) Long> avoidable,
            @ForAll List<RejectionReason> rejected,
            @ForAll long streamTimeMs) {
        // given
        PartitionLedger ledger = new PartitionLedger();
        rejected.forEach(ledger::reject);
        for (Count count : Count.values()) {
            ledger.set(count, counts.get(count.ordinal()));
        }
        for (WasteKind kind : WasteKind.values()) {
            ledger.addAvoidable(kind, avoidable.get(kind.ordinal()));
        }
        ledger.advanceTo(streamTimeMs);
        LedgerCodec codec = new LedgerCodec();
        // when
        PartitionLedger read = codec.decode(codec.encode(ledger));
        // then
        for (Count count : Count.values()) {
            assertThat(read.get(count)).isEqualTo(ledger.get(count));
        }
        for (WasteKind kind : WasteKind.values()) {
            assertThat(read.avoidableNanoUsd(kind)).isEqualTo(ledger.avoidableNanoUsd(kind));
        }
        assertThat(read.rejectedByReason()).isEqualTo(ledger.rejectedByReason());
        assertThat(read.streamTimeMs()).isEqualTo(streamTimeMs);
        assertThat(read.newestAdmittedMs()).isEqualTo(PartitionLedger.NEVER);
    }

    @Property
    void keysOfScopes(@ForAll Dimension dimension, @ForAll @NotEmpty String id, @ForAll Slice slice, @ForAll long row) {
        // given
        Scope scope = new Scope(dimension, asUtf8(id));
        // when, then
        assertThat(ScopeKeys.toScope(ScopeKeys.ofScope(scope))).isEqualTo(scope);
        assertThat(ScopeKeys.ofRow(scope, slice, row).get())
                .hasSize(ScopeKeys.ofScope(scope).get().length + 9);
    }

    /** Without halves of surrogate pairs, which no UTF-8 can hold. */
    private static String asUtf8(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }
}
