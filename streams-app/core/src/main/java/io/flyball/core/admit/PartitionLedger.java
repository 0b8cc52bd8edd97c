package io.flyball.core.admit;

import io.flyball.core.model.WasteKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * The books of one input partition: what was read and what became of it, and the partition's stream time. Read is always
 * admitted + duplicate + late + rejected + rerouted. It lives in state, since counters on the heap would survive an
 * aborted transaction. Mutable.
 */
public final class PartitionLedger {
    /** Stream time before the first valid record. */
    public static final long NEVER = Long.MIN_VALUE;

    private final Map<RejectionReason, Long> rejectedByReason = new EnumMap<>(RejectionReason.class);
    private final long[] counts = new long[Count.values().length];
    private final long[] avoidableNanoUsd = new long[WasteKind.COUNT];
    private long streamTimeMs = NEVER;
    private long newestAdmittedMs = NEVER;

    /** What is counted. The order is part of the state format: append only. */
    public enum Count {
        READ("read"),
        ADMITTED("admitted"),
        DUPLICATE("duplicate"),
        LATE("late"),
        REJECTED("rejected"),
        REROUTED("rerouted"),
        /** Admitted calls that have no cost; part of admitted. */
        UNPRICED("unpriced"),
        /** Cost of the admitted calls, nano-USD. */
        COST_NANO_USD("cost_nano_usd");

        private final String wireName;

        Count(String wireName) {
            this.wireName = wireName;
        }

        /** The name in reports and metrics. */
        public String wireName() {
            return wireName;
        }
    }

    public long get(Count count) {
        return counts[count.ordinal()];
    }

    /** Restores one count, for codecs and sums over partitions. */
    public void set(Count count, long value) {
        counts[count.ordinal()] = value;
    }

    public void increment(Count count) {
        counts[count.ordinal()]++;
    }

    /** Adds to one count; a sum past the range of a long stays at its end. */
    public void add(Count count, long amount) {
        long sum = counts[count.ordinal()] + amount;
        counts[count.ordinal()] = sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** How much of the cost of the admitted calls was avoidable in that way, nano-USD. */
    public long avoidableNanoUsd(WasteKind kind) {
        return avoidableNanoUsd[kind.ordinal()];
    }

    /** Adds to what was avoidable in that way; a sum past the range of a long stays at its end. */
    public void addAvoidable(WasteKind kind, long nanoUsd) {
        long sum = avoidableNanoUsd[kind.ordinal()] + nanoUsd;
        avoidableNanoUsd[kind.ordinal()] = sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Counts one rejected record. */
    public void reject(RejectionReason reason) {
        increment(Count.REJECTED);
        rejectedByReason.merge(reason, 1L, Long::sum);
    }

    public Map<RejectionReason, Long> rejectedByReason() {
        return rejectedByReason;
    }

    /** Newest valid event time of the partition, epoch ms, or {@link #NEVER}. */
    public long streamTimeMs() {
        return streamTimeMs;
    }

    /** Moves stream time on, never back. */
    public void advanceTo(long timeMs) {
        streamTimeMs = Math.max(streamTimeMs, timeMs);
    }

    /** Newest event time of an admitted call, epoch ms, or {@link #NEVER}. */
    public long newestAdmittedMs() {
        return newestAdmittedMs;
    }

    public void admittedAt(long timeMs) {
        newestAdmittedMs = Math.max(newestAdmittedMs, timeMs);
    }

    /** Adds another partition's books to these; the times become the newest of both. */
    public void addAll(PartitionLedger other) {
        for (int i = 0; i < counts.length; i++) {
            add(Count.values()[i], other.counts[i]);
        }
        for (WasteKind kind : WasteKind.values()) {
            addAvoidable(kind, other.avoidableNanoUsd(kind));
        }
        other.rejectedByReason.forEach((reason, n) -> rejectedByReason.merge(reason, n, Long::sum));
        advanceTo(other.streamTimeMs);
        admittedAt(other.newestAdmittedMs);
    }
}
