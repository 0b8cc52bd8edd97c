package io.flyball.core.govern;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.PaceForecast;
import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks ahead on the calendar budgets of scopes that are known for a week and were told of no share yet. */
final class Forecasts {
    private static final long WEEK_MS = 7 * 86_400_000L;

    private final List<Policy.Budget> budgets;
    private final Overrides overrides;
    private final CalendarZone zone;

    Forecasts(Policy policy, Overrides overrides, CalendarZone zone) {
        this.budgets = policy.budgets().stream()
                .filter(budget -> !budget.period().rolling())
                .toList();
        this.overrides = overrides;
        this.zone = zone;
    }

    /** What is to be told as of the scope's newest event. */
    List<PaceForecast> of(Scope scope, ScopeState state, long asOfMs) {
        ScopeSpend spend = state.spend();
        if (budgets.isEmpty() || asOfMs != spend.clockMs() || !spend.isKnownFor(WEEK_MS) || isTold(state)) {
            return List.of();
        }
        List<PaceForecast> forecasts = new ArrayList<>();
        for (Policy.Budget budget : budgets) {
            PaceForecast forecast =
                    budget.match().matches(scope) ? of(budget, overrides.raisedNanoUsd(scope, asOfMs), spend) : null;
            if (forecast != null) {
                forecasts.add(forecast);
            }
        }
        return forecasts;
    }

    private static boolean isTold(ScopeState state) {
        Governed governed = state.governed();
        OpenFinding told = governed == null ? null : governed.openFinding(FindingKind.PACE);
        return told != null && told.restsOnSpend();
    }

    private @Nullable PaceForecast of(Policy.Budget budget, long raisedNanoUsd, ScopeSpend spend) {
        long whole = Math.min(budget.amountNanoUsd(), Long.MAX_VALUE - raisedNanoUsd) + raisedNanoUsd;
        return PaceForecast.of(
                spend.clockMs(),
                budget.period().wireName(),
                zone.zone(),
                whole,
                spend.windowCostNanoUsd(budget.period()),
                spend.windowCostNanoUsd(Window.ROLLING_7D),
                zone.periodStartMs(budget.period(), spend.clockMs()),
                zone.periodEndMs(budget.period(), spend.clockMs()));
    }
}
