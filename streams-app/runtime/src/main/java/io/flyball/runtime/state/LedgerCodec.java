package io.flyball.runtime.state;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.WasteKind;
import java.util.Map;

/**
 * The books of a partition. Version 1: two times, the counts, what was avoidable by kind, then rejections by the names of
 * their reasons.
 */
public final class LedgerCodec implements StateCodec<PartitionLedger> {
    private static final int VERSION = 1;
    private static final Count[] COUNTS = Count.values();
    private static final WasteKind[] KINDS = WasteKind.values();

    private final ByteWriter out = new ByteWriter();

    @Override
    public byte[] encode(PartitionLedger ledger) {
        out.writeByte(VERSION);
        out.writeLong(ledger.streamTimeMs());
        out.writeLong(ledger.newestAdmittedMs());
        out.writeUnsigned(COUNTS.length);
        for (Count count : COUNTS) {
            out.writeUnsigned(ledger.get(count));
        }
        out.writeUnsigned(KINDS.length);
        for (WasteKind kind : KINDS) {
            out.writeUnsigned(ledger.avoidableNanoUsd(kind));
        }
        out.writeUnsigned(ledger.rejectedByReason().size());
        for (Map.Entry<RejectionReason, Long> rejected :
                ledger.rejectedByReason().entrySet()) {
            out.writeText(rejected.getKey().wireName());
            out.writeUnsigned(rejected.getValue());
        }
        return out.take();
    }

    @Override
    public PartitionLedger decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.readVersion("partition ledger", VERSION);
        PartitionLedger ledger = new PartitionLedger();
        ledger.advanceTo(in.readLong());
        ledger.admittedAt(in.readLong());
        long counts = in.readUnsigned();
        for (int i = 0; i < counts; i++) {
            ledger.set(COUNTS[i], in.readUnsigned());
        }
        long kinds = in.readUnsigned();
        for (int i = 0; i < kinds; i++) {
            ledger.addAvoidable(KINDS[i], in.readUnsigned());
        }
        long reasons = in.readUnsigned();
        for (long i = 0; i < reasons; i++) {
            RejectionReason reason = RejectionReason.ofWireName(in.readText());
            long n = in.readUnsigned();
            if (reason != null) {
                ledger.rejectedByReason().put(reason, n);
            }
        }
        return ledger;
    }
}
