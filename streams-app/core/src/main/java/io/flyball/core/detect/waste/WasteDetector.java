package io.flyball.core.detect.waste;

import io.flyball.core.spend.Measures;
import org.jspecify.annotations.Nullable;

/** Says whether what was avoidable of a scope's last three days is worth telling. */
public final class WasteDetector {
    private static final long PERCENT = 100;
    /** A third would be its share of three days. */
    private static final long LATELY_PART = 4;

    private final WasteRule rule;

    public WasteDetector(WasteRule rule) {
        this.rule = rule;
    }

    /**
     * What three days show, or null where their waste is small, or a small part of the spend, or over.
     *
     * @param lately the last of the three days
     */
    public @Nullable WasteSighting look(long atMs, Measures spent, Measures lately, String session) {
        return isMuch(spent, rule.floorNanoUsd()) && isMuch(lately, rule.floorNanoUsd() / LATELY_PART)
                ? new WasteSighting(atMs, spent, session)
                : null;
    }

    private boolean isMuch(Measures spent, long floorNanoUsd) {
        long avoidable = spent.avoidableNanoUsd();
        return avoidable >= floorNanoUsd && avoidable >= shareOf(spent.costNanoUsd());
    }

    /** The rule's share of an amount, rounded up; amounts times a hundred may not fit. */
    private long shareOf(long nanoUsd) {
        long rest = nanoUsd % PERCENT * rule.sharePercent();
        return nanoUsd / PERCENT * rule.sharePercent() + (rest + PERCENT - 1) / PERCENT;
    }
}
