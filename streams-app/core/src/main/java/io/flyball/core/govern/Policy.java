package io.flyball.core.govern;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the governor goes by.
 *
 * @param zone zone of calendar windows
 * @param admissionHorizonMs how much older than the newest event an event may be
 * @param budgets amounts per period
 * @param burns burn rules, any number a scope
 * @param loop null: loops are not looked for
 * @param ladder limits by level
 * @param exempt scopes that are told but never slowed
 */
public record Policy(
        String name,
        ZoneId zone,
        long admissionHorizonMs,
        TrustReportedCost trustReportedCost,
        List<Budget> budgets,
        List<BurnRule> burns,
        @Nullable LoopRule loop,
        List<SpikeRule> spikes,
        Map<Level, Limits> ladder,
        List<ScopeMatch> exempt) {

    /** The default admission horizon, 7 days. */
    public static final long DEFAULT_HORIZON_MS = 7 * 86_400_000L;

    /** An amount per calendar period; {@code adviseAt} is the share at which people are told. */
    public record Budget(ScopeMatch match, Window period, long amountNanoUsd, BigDecimal adviseAt, Level atFull) {}

    /** Spend far above a scope's own history, once it passes a floor. */
    public record SpikeRule(ScopeMatch match, long floorNanoUsd, Level level) {}

    public Policy {
        budgets = List.copyOf(budgets);
        burns = List.copyOf(burns);
        spikes = List.copyOf(spikes);
        exempt = List.copyOf(exempt);
        Map<Level, Limits> copy = new EnumMap<>(Level.class);
        copy.putAll(ladder);
        ladder = java.util.Collections.unmodifiableMap(copy);
    }

    /** What holds where nobody has written a policy: a user who burns $4,000 in three days is paced. */
    public static Policy standard() {
        return new Policy(
                "default",
                ZoneOffset.UTC,
                DEFAULT_HORIZON_MS,
                TrustReportedCost.UNPRICED_ONLY,
                List.of(),
                List.of(new BurnRule(
                        new ScopeMatch(Dimension.USER, "*"),
                        Window.ROLLING_3D,
                        4000 * NanoUsd.PER_USD,
                        3200 * NanoUsd.PER_USD,
                        Level.PACE)),
                LoopRule.STANDARD,
                List.of(),
                Map.of(Level.PACE, new Limits(10, -1, -1, -1, "", -1)),
                List.of());
    }

    /** What a level asks for under this policy. */
    public Limits limits(Level level) {
        return ladder.getOrDefault(level, Limits.NONE);
    }

    /** Whether the scope is told but never slowed. */
    public boolean exempts(Scope scope) {
        for (ScopeMatch match : exempt) {
            if (match.matches(scope)) {
                return true;
            }
        }
        return false;
    }
}
