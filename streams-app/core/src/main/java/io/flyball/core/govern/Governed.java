package io.flyball.core.govern;

import io.flyball.core.model.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is open against one scope and what was last signalled about it. Mutable; kept with the scope's spend. */
public final class Governed {
    /** No time. */
    public static final long NONE = -1;

    private final List<OpenBurn> openBurns = new ArrayList<>();
    private long settledMs = NONE;
    private long sequence;
    private Level level = Level.CLEAR;
    private long signalUntilMs = NONE;
    private long tombstoneAtMs = NONE;
    private boolean signalDue;

    /** A burn that is going on. Mutable. */
    public static final class OpenBurn {
        private final String ruleKey;
        private final String findingId;
        private final long openedAtMs;
        private final Level level;
        private long mostNanoUsd;
        private long untilMs;

        public OpenBurn(
                String ruleKey, String findingId, long openedAtMs, Level level, long mostNanoUsd, long untilMs) {
            this.ruleKey = ruleKey;
            this.findingId = findingId;
            this.openedAtMs = openedAtMs;
            this.level = level;
            this.mostNanoUsd = mostNanoUsd;
            this.untilMs = untilMs;
        }

        public String ruleKey() {
            return ruleKey;
        }

        public String findingId() {
            return findingId;
        }

        public long openedAtMs() {
            return openedAtMs;
        }

        public Level level() {
            return level;
        }

        /** The greatest amount its window reached while it was open, nano-USD. */
        public long mostNanoUsd() {
            return mostNanoUsd;
        }

        /** When its window falls below the closing amount if nothing more is spent, as last computed, epoch ms. */
        public long untilMs() {
            return untilMs;
        }

        void reached(long nanoUsd) {
            mostNanoUsd = Math.max(mostNanoUsd, nanoUsd);
        }

        void until(long timeMs) {
            untilMs = timeMs;
        }
    }

    public List<OpenBurn> openBurns() {
        return openBurns;
    }

    @Nullable
    OpenBurn openBurn(String ruleKey) {
        for (OpenBurn burn : openBurns) {
            if (burn.ruleKey.equals(ruleKey)) {
                return burn;
            }
        }
        return null;
    }

    /** The latest instant at which something was closed: nothing is judged as of an earlier one again. */
    public long settledMs() {
        return settledMs;
    }

    void settle(long timeMs) {
        settledMs = Math.max(settledMs, timeMs);
    }

    /** Sequence of the latest signal, 0 before the first. */
    public long sequence() {
        return sequence;
    }

    /** Level of the latest signal. */
    public Level level() {
        return level;
    }

    /** {@code valid_until} of the latest signal. */
    public long signalUntilMs() {
        return signalUntilMs;
    }

    /** When the scope's record on the throttle topic may be deleted, or {@link #NONE}. */
    public long tombstoneAtMs() {
        return tombstoneAtMs;
    }

    /** Whether something changed that the latest signal does not yet say. */
    public boolean signalDue() {
        return signalDue;
    }

    void makeSignalDue() {
        signalDue = true;
    }

    void signalled(long newSequence, Level newLevel, long untilMs, long newTombstoneAtMs) {
        sequence = newSequence;
        level = newLevel;
        signalUntilMs = untilMs;
        tombstoneAtMs = newTombstoneAtMs;
        signalDue = false;
    }

    void noSignalDue() {
        signalDue = false;
    }

    /** The next instant at which something here ends by itself, or {@link #NONE}. */
    public long nextExpiryMs() {
        long next = tombstoneAtMs;
        for (OpenBurn burn : openBurns) {
            next = next == NONE ? burn.untilMs : Math.min(next, burn.untilMs);
        }
        return next;
    }

    /** Restores everything but the open burns, for codecs. */
    public void restore(
            long settled, long restoredSequence, Level restoredLevel, long untilMs, long tombstoneMs, boolean due) {
        settledMs = settled;
        sequence = restoredSequence;
        level = restoredLevel;
        signalUntilMs = untilMs;
        tombstoneAtMs = tombstoneMs;
        signalDue = due;
    }
}
