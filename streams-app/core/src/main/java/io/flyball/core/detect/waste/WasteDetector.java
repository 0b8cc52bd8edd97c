package io.flyball.core.detect.waste;

import io.flyball.core.spend.Measures;
import org.jspecify.annotations.Nullable;

/** Says whether what was avoidable of a scope's last three days is worth telling. */
public final class WasteDetector {
    private static final long PERCENT = 100;

    private final WasteRule rule;

    public WasteDetector(WasteRule rule) {
        this.rule = rule;
    }

    /** What those days show, or null where its waste is small, or a small part of the spend. */
    public @Nullable WasteSighting look(long atMs, Measures spent, String session) {
        long avoidable = spent.avoidableNanoUsd();
        boolean much =
                avoidable >= rule.floorNanoUsd() && avoidable / rule.sharePercent() >= spent.costNanoUsd() / PERCENT;
        return much ? new WasteSighting(atMs, spent, session) : null;
    }
}
