package io.flyball.runtime.state;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.govern.Governed;
import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.TaskSizes;
import io.flyball.core.model.Level;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.Window;

/**
 * The head record of a scope: totals, running sums, open slices, peaks, and what is open against it. Version 1. Amounts
 * and times of a window are written as differences from the window before, since for most scopes they are the same.
 */
public final class ScopeStateCodec implements StateCodec<ScopeState> {
    private static final int VERSION = 1;
    private static final int UPDATE_DUE = 1;
    private static final int HAS_GOVERNED = 2;
    private static final int STARTED = 4;
    private static final int HAS_TASK_SIZES = 8;

    private final ByteWriter out = new ByteWriter();

    @Override
    public byte[] encode(ScopeState state) {
        ScopeSpend spend = state.spend();
        Governed governed = state.governed();
        boolean started = spend.clockMs() != ScopeSpend.NEVER;
        out.writeByte(VERSION);
        TaskSizes sizes = state.taskSizes();
        out.writeByte((state.updateDue() ? UPDATE_DUE : 0)
                | (governed != null ? HAS_GOVERNED : 0)
                | (started ? STARTED : 0)
                | (sizes != null ? HAS_TASK_SIZES : 0));
        if (started) {
            writeSpend(spend);
        }
        if (governed != null) {
            writeGoverned(governed);
        }
        if (sizes != null) {
            sizes.pass(this::write);
        }
        return out.take();
    }

    private long write(long number) {
        out.writeLong(number);
        return number;
    }

    private void writeSpend(ScopeSpend spend) {
        out.writeLong(spend.clockMs());
        out.writeUnsigned(Slice.HOUR.slotOf(spend.clockMs()) - spend.oldestHour());
        out.writeUnsigned(spend.version());
        MeasuresBytes.write(spend.totals(), out);
        MeasuresBytes.write(spend.openSlice(Slice.MINUTE), out);
        MeasuresBytes.write(spend.openSlice(Slice.HOUR), out);
        long costBefore = 0;
        long peakTimeBeforeMs = spend.clockMs();
        for (int w = 0; w < Window.COUNT; w++) {
            Window window = Window.ofOrdinal(w);
            long cost = spend.windowCostNanoUsd(window);
            out.writeLong(cost - costBefore);
            out.writeLong(spend.peakCostNanoUsd(window) - cost);
            out.writeLong(peakTimeBeforeMs - spend.peakTimeMs(window));
            if (!window.rolling()) {
                out.writeLong(spend.calendarPeriod(window));
            }
            costBefore = cost;
            peakTimeBeforeMs = spend.peakTimeMs(window);
        }
    }

    private void writeGoverned(Governed governed) {
        out.writeLong(governed.settledMs());
        out.writeLong(governed.endedMs());
        out.writeLong(governed.sequence());
        out.writeByte(governed.level().ordinal());
        out.writeLong(governed.signalUntilMs());
        out.writeLong(governed.tombstoneAtMs());
        out.writeByte(governed.signalDue() ? 1 : 0);
        out.writeLong(governed.lookAtMs());
        out.writeByte(governed.askedLevel().ordinal());
        out.writeLong(governed.askedSinceMs());
        out.writeByte(governed.cameDown() ? 1 : 0);
        out.writeLong(governed.heldUntilMs());
        out.writeLong(governed.reviewAtMs());
        out.writeLong(governed.saidDigest());
        out.writeUnsigned(governed.openFindings().size());
        for (OpenFinding finding : governed.openFindings()) {
            out.writeByte(finding.kind().ordinal());
            out.writeText(finding.key());
            out.writeText(finding.findingId());
            out.writeLong(finding.openedAtMs());
            out.writeByte(finding.level().ordinal());
            out.writeByte(finding.confidencePercent());
            out.writeLong(finding.mostNanoUsd());
            out.writeLong(finding.untilMs());
            out.writeText(finding.reporter());
        }
    }

    @Override
    public ScopeState decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.readVersion("scope", VERSION);
        int flags = in.readByte();
        ScopeSpend spend = new ScopeSpend();
        if ((flags & STARTED) != 0) {
            readSpend(spend, in);
        }
        Governed governed = (flags & HAS_GOVERNED) != 0 ? readGoverned(in) : null;
        ScopeState state = new ScopeState(spend, governed, (flags & UPDATE_DUE) != 0);
        if ((flags & HAS_TASK_SIZES) != 0) {
            state.taskSizesOrNew().pass(unused -> in.readLong());
        }
        return state;
    }

    private static void readSpend(ScopeSpend spend, ByteReader in) {
        long clockMs = in.readLong();
        long oldestHour = Slice.HOUR.slotOf(clockMs) - in.readUnsigned();
        spend.restoreClock(clockMs, oldestHour, in.readUnsigned());
        MeasuresBytes.readInto(spend.totals(), in);
        MeasuresBytes.readInto(spend.openSlice(Slice.MINUTE), in);
        MeasuresBytes.readInto(spend.openSlice(Slice.HOUR), in);
        long cost = 0;
        long peakTimeMs = clockMs;
        for (int w = 0; w < Window.COUNT; w++) {
            Window window = Window.ofOrdinal(w);
            cost += in.readLong();
            long peakCost = cost + in.readLong();
            peakTimeMs -= in.readLong();
            spend.restoreWindow(window, cost, peakCost, peakTimeMs, window.rolling() ? 0 : in.readLong());
        }
    }

    private static Governed readGoverned(ByteReader in) {
        Level[] levels = Level.values();
        FindingKind[] kinds = FindingKind.values();
        Governed governed = new Governed();
        governed.restore(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                levels[in.readByte()],
                in.readLong(),
                in.readLong(),
                in.readByte() == 1,
                in.readLong());
        governed.restoreStairs(
                levels[in.readByte()], in.readLong(), in.readByte() == 1, in.readLong(), in.readLong(), (int)
                        in.readLong());
        long findings = in.readUnsigned();
        for (long i = 0; i < findings; i++) {
            governed.openFindings()
                    .add(new OpenFinding(
                            kinds[in.readByte()],
                            in.readText(),
                            in.readText(),
                            in.readLong(),
                            levels[in.readByte()],
                            in.readByte(),
                            in.readLong(),
                            in.readLong(),
                            in.readText()));
        }
        return governed;
    }
}
