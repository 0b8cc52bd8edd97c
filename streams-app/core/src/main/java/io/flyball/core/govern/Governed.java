package io.flyball.core.govern;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.PaceForecast;
import io.flyball.core.model.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is open against one scope and what was last signalled about it. Mutable; kept with the scope's spend. */
public final class Governed {
    /** No time. */
    public static final long NONE = -1;

    private final List<OpenFinding> openFindings = new ArrayList<>();
    private long settledMs = NONE;
    private long endedMs = NONE;
    private long sequence;
    private Level level = Level.CLEAR;
    private long signalUntilMs = NONE;
    private long tombstoneAtMs = NONE;
    private boolean signalDue;
    private Level askedLevel = Level.CLEAR;
    private long askedSinceMs = NONE;
    private boolean cameDown;
    private long heldUntilMs = NONE;
    private long reviewAtMs = NONE;
    private int saidDigest;
    private long lookAtMs = NONE;

    /** A finding that is going on. Mutable. */
    public static final class OpenFinding {
        private final FindingKind kind;
        private final String key;
        private final String findingId;
        private final long openedAtMs;
        private final Level level;
        private final int confidencePercent;
        private long mostNanoUsd;
        private long untilMs;
        private final String reporter;

        /** @param reporter the source of the call that opened it; empty where several may have part in it */
        public OpenFinding(
                FindingKind kind,
                String key,
                String findingId,
                long openedAtMs,
                Level level,
                int confidencePercent,
                long mostNanoUsd,
                long untilMs,
                String reporter) {
            this.kind = kind;
            this.key = key;
            this.findingId = findingId;
            this.openedAtMs = openedAtMs;
            this.level = level;
            this.confidencePercent = confidencePercent;
            this.mostNanoUsd = mostNanoUsd;
            this.untilMs = untilMs;
            this.reporter = reporter;
        }

        public FindingKind kind() {
            return kind;
        }

        /** Whether it ends when a window falls, and not some time after it was last seen. */
        boolean restsOnSpend() {
            return kind == FindingKind.BURN
                    || kind == FindingKind.SPIKE
                    || (kind == FindingKind.PACE && !key.startsWith(PaceForecast.KEY));
        }

        /** What it is about among the findings of its scope: a rule, a session. */
        public String key() {
            return key;
        }

        public String findingId() {
            return findingId;
        }

        public long openedAtMs() {
            return openedAtMs;
        }

        /** What its signal asks for; CLEAR where it is told and nothing else. */
        public Level level() {
            return level;
        }

        /** The source of the call that opened it; empty where that is not known. */
        public String reporter() {
            return reporter;
        }

        /** How sure it is, 0 to 100. */
        public int confidencePercent() {
            return confidencePercent;
        }

        /** The greatest amount it was about while it was open, nano-USD. */
        public long mostNanoUsd() {
            return mostNanoUsd;
        }

        /** When it ends if nothing more is spent, as last computed, epoch ms. */
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

    public List<OpenFinding> openFindings() {
        return openFindings;
    }

    @Nullable
    OpenFinding openFinding(String key) {
        for (OpenFinding finding : openFindings) {
            if (finding.key.equals(key)) {
                return finding;
            }
        }
        return null;
    }

    /** The finding of that kind that was opened first, or null where there is none. */
    @Nullable
    OpenFinding openFinding(FindingKind kind) {
        for (OpenFinding finding : openFindings) {
            if (finding.kind == kind) {
                return finding;
            }
        }
        return null;
    }

    /** The open finding that ends first, or null where none is open. */
    @Nullable
    OpenFinding earliestEnding() {
        OpenFinding earliest = null;
        for (OpenFinding finding : openFindings) {
            earliest = earliest == null || finding.untilMs < earliest.untilMs ? finding : earliest;
        }
        return earliest;
    }

    /** Whether an open finding has ended by then. */
    boolean hasEnded(long nowMs) {
        OpenFinding earliest = earliestEnding();
        return earliest != null && earliest.untilMs <= nowMs;
    }

    /** Whether its level is to be looked at again by then. */
    boolean isForReview(long nowMs) {
        return reviewAtMs != NONE && reviewAtMs <= nowMs;
    }

    /** The same, and before any finding ends. */
    boolean isForReviewFirst(long nowMs) {
        OpenFinding earliest = earliestEnding();
        return isForReview(nowMs) && (earliest == null || reviewAtMs < earliest.untilMs);
    }

    /** The latest instant at which a burn, a budget or a spike was closed: windows are never judged as of an earlier one again. */
    public long settledMs() {
        return settledMs;
    }

    /** The latest instant at which anything was closed, or the scope was looked at again. */
    public long endedMs() {
        return endedMs;
    }

    /** Something ended: forgets it as open. */
    void end(OpenFinding finding) {
        openFindings.remove(finding);
        endedMs = Math.max(endedMs, finding.untilMs);
        if (finding.restsOnSpend()) {
            settledMs = Math.max(settledMs, finding.untilMs);
        }
        signalDue = true;
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

    /** The cleared signal is gone from the topic; findings that slow nobody may still be open. */
    void tombstoned() {
        tombstoneAtMs = NONE;
    }

    /** Whether nothing is open, due, to be looked at, or still on the throttle topic. */
    boolean isSettled() {
        return openFindings.isEmpty()
                && !signalDue
                && level == Level.CLEAR
                && tombstoneAtMs == NONE
                && reviewAtMs == NONE
                && lookAtMs == NONE;
    }

    /** When to look whether it still reports, epoch ms, or {@link #NONE}; of sources alone. */
    public long lookAtMs() {
        return lookAtMs;
    }

    /** Asks to be looked at then. */
    public void lookAt(long timeMs) {
        lookAtMs = timeMs;
    }

    /** Whether something changed that the latest signal does not yet say. */
    public boolean signalDue() {
        return signalDue;
    }

    void makeSignalDue() {
        signalDue = true;
    }

    void signalled(Signal signal, Level asked, int digest, long holdsUntilMs, long newTombstoneAtMs) {
        sequence = signal.sequence();
        level = signal.level();
        signalUntilMs = signal.validUntilMs();
        tombstoneAtMs = newTombstoneAtMs;
        signalDue = false;
        if (asked != askedLevel) {
            cameDown = asked.compareTo(askedLevel) < 0;
            askedSinceMs = signal.issuedAtMs();
            askedLevel = asked;
        }
        heldUntilMs = holdsUntilMs;
        saidDigest = digest;
    }

    /** The level the scope is at, which in shadow is above that of its signal. */
    public Level askedLevel() {
        return askedLevel;
    }

    /** Since when it is at that level, epoch ms. */
    public long askedSinceMs() {
        return askedSinceMs;
    }

    /** Whether it came down to that level. */
    public boolean cameDown() {
        return cameDown;
    }

    /** Until when its level may not fall, or {@link #NONE}. */
    public long heldUntilMs() {
        return heldUntilMs;
    }

    /** When its level is to be looked at again though nothing is spent, or {@link #NONE}. */
    public long reviewAtMs() {
        return reviewAtMs;
    }

    /** Stands for all that the latest signal asks for. */
    public int saidDigest() {
        return saidDigest;
    }

    void reviewAt(long timeMs) {
        reviewAtMs = timeMs;
    }

    /** Has the level looked at no later than that instant. */
    void reviewBy(long timeMs) {
        reviewAtMs = reviewAtMs == NONE ? timeMs : Math.min(reviewAtMs, timeMs);
    }

    /** The scope is looked at as of an instant, for a review that came due or a decision of somebody. */
    void lookedAt(long timeMs) {
        reviewAtMs = NONE;
        endedMs = Math.max(endedMs, timeMs);
        signalDue = true;
    }

    /** What somebody decided holds at once: no dwell stands against it. */
    void release() {
        heldUntilMs = NONE;
    }

    void noSignalDue() {
        signalDue = false;
    }

    /** The next instant at which something here ends by itself, or {@link #NONE}. */
    public long nextExpiryMs() {
        long next = earlier(earlier(tombstoneAtMs, reviewAtMs), lookAtMs);
        for (OpenFinding finding : openFindings) {
            next = earlier(next, finding.untilMs);
        }
        return next;
    }

    private static long earlier(long aMs, long bMs) {
        return aMs == NONE || bMs == NONE ? Math.max(aMs, bMs) : Math.min(aMs, bMs);
    }

    /** Restores everything but the open findings, for codecs. */
    public void restore(
            long settled,
            long ended,
            long restoredSequence,
            Level restoredLevel,
            long untilMs,
            long tombstoneMs,
            boolean due,
            long restoredLookAtMs) {
        settledMs = settled;
        endedMs = ended;
        sequence = restoredSequence;
        level = restoredLevel;
        signalUntilMs = untilMs;
        tombstoneAtMs = tombstoneMs;
        signalDue = due;
        lookAtMs = restoredLookAtMs;
    }

    /** Restores where the scope is on the stairs of levels, for codecs. */
    public void restoreStairs(Level asked, long sinceMs, boolean down, long heldMs, long reviewMs, int digest) {
        askedLevel = asked;
        askedSinceMs = sinceMs;
        cameDown = down;
        heldUntilMs = heldMs;
        reviewAtMs = reviewMs;
        saidDigest = digest;
    }
}
