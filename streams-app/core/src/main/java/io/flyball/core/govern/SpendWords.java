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

    /** It was raised above what is spent. */
    Finding lifted(Scope scope, SpendThreshold raised, OpenFinding ended, Measures totals) {
        return raised.kind() == FindingKind.BURN
                ? BurnFindings.lifted(
                        ended.findingId(),
                        scope,
                        raised.burnRule(),
                        ended.openedAtMs(),
                        ended.untilMs(),
                        ended.mostNanoUsd(),
                        totals)
                : closed(scope, raised, ended, totals);
    }

    Finding closed(Scope scope, SpendThreshold threshold, OpenFinding ended, Measures totals) {
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
