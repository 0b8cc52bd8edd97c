package io.flyball.core.govern;

import io.flyball.core.detect.BudgetFindings;
import io.flyball.core.detect.BurnFindings;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.spike.SpikeFindings;
import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.Measures;
import org.jspecify.annotations.Nullable;

/** What is said of a threshold that was reached, and of one that is left. */
final class SpendWords {
    private final CalendarZone zone;

    SpendWords(CalendarZone zone) {
        this.zone = zone;
    }

    Finding opened(
            String id,
            Scope scope,
            SpendThreshold threshold,
            long atMs,
            long costNanoUsd,
            Measures totals,
            long untilMs) {
        return threshold.kind() == FindingKind.BURN
                ? BurnFindings.opened(id, scope, threshold.burnRule(), atMs, costNanoUsd, totals, untilMs)
                : BudgetFindings.opened(
                        id,
                        budget(scope, threshold),
                        atMs,
                        costNanoUsd,
                        threshold.window().rolling() ? atMs : zone.periodStartMs(threshold.window(), atMs),
                        untilMs);
    }

    /** @param known null: the policy has that threshold no more */
    Finding closed(Scope scope, @Nullable SpendThreshold known, OpenFinding ended, Measures totals) {
        SpendThreshold threshold = known == null ? SpendThreshold.ofKey(ended.key(), scope, ended.level()) : known;
        if (threshold.kind() == FindingKind.SPIKE) {
            return SpikeFindings.closed(
                    ended.findingId(),
                    scope,
                    ended.openedAtMs(),
                    ended.untilMs(),
                    threshold.openNanoUsd(),
                    ended.mostNanoUsd());
        }
        return threshold.kind() == FindingKind.BURN
                ? BurnFindings.closed(
                        ended.findingId(),
                        scope,
                        threshold.burnRule(),
                        ended.openedAtMs(),
                        ended.untilMs(),
                        ended.mostNanoUsd(),
                        totals)
                : BudgetFindings.closed(
                        ended.findingId(),
                        budget(scope, threshold),
                        ended.openedAtMs(),
                        ended.untilMs(),
                        ended.mostNanoUsd());
    }

    private BudgetFindings.Budget budget(Scope scope, SpendThreshold threshold) {
        return new BudgetFindings.Budget(
                scope, threshold.window(), threshold.ofNanoUsd(), threshold.openNanoUsd(), zone.zone());
    }
}
