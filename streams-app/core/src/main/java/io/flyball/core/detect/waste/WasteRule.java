package io.flyball.core.detect.waste;

import io.flyball.core.model.NanoUsd;

/**
 * When waste is worth telling: within three days at least so many dollars, and at least that share of what was spent.
 *
 * @param floorNanoUsd avoidable nano-USD, more than 0
 * @param sharePercent avoidable part of the spend, 1 to 100
 * @param smallModel the model that small work could have been given to; empty: none, and no such waste
 */
public record WasteRule(long floorNanoUsd, int sharePercent, String smallModel) {
    /** What holds where nobody has written another one. */
    public static final WasteRule STANDARD = new WasteRule(10 * NanoUsd.PER_USD, 25, "claude-haiku-4-5");
}
