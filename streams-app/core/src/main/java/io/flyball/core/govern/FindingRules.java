package io.flyball.core.govern;

import io.flyball.core.detect.cadence.TokenmaxxingRule;
import io.flyball.core.detect.peer.PeerRule;
import io.flyball.core.detect.waste.WasteRule;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for beside burns, budgets, spikes and loops.
 *
 * @param tokenmaxxing null: volume for its own sake is not looked for
 * @param waste null: waste is measured and not told
 * @param peer null: people are not held against their team
 * @param unpriced whether calls on models without a price are told
 * @param silence whether sources that stop reporting are told
 */
public record FindingRules(
        @Nullable TokenmaxxingRule tokenmaxxing,
        @Nullable WasteRule waste,
        @Nullable PeerRule peer,
        boolean unpriced,
        boolean silence) {
    /** Everything, by the standard rules. */
    public static final FindingRules STANDARD =
            new FindingRules(TokenmaxxingRule.STANDARD, WasteRule.STANDARD, PeerRule.STANDARD, true, true);

    /** Nothing. */
    public static final FindingRules NONE = new FindingRules(null, null, null, false, false);
}
