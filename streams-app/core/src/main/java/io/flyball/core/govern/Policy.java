package io.flyball.core.govern;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.Sighting;
import io.flyball.core.detect.loop.LoopDetector;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.spike.SpikeRule;
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
 * @param rules what else is looked for
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
        List<ScopeMatch> exempt,
        FindingRules rules) {

    /** The default admission horizon, 7 days. */
    public static final long DEFAULT_HORIZON_MS = 7 * 86_400_000L;

    /** An amount per calendar period; {@code adviseAt} is the share at which people are told. */
    public record Budget(ScopeMatch match, Window period, long amountNanoUsd, BigDecimal adviseAt, Level atFull) {}

    public Policy {
        budgets = List.copyOf(budgets);
        burns = List.copyOf(burns);
        spikes = List.copyOf(spikes);
        exempt = List.copyOf(exempt);
        Map<Level, Limits> copy = new EnumMap<>(Level.class);
        copy.putAll(ladder);
        ladder = java.util.Collections.unmodifiableMap(copy);
    }

    /**
     * What holds where nobody has written a policy: a user who burns $4,000 in three days is paced, and so is who repeats
     * himself; everything else is told. docs/detection-quality.md has its figures.
     */
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
                List.of(new SpikeRule(new ScopeMatch(Dimension.USER, "*"), 75 * NanoUsd.PER_USD, Level.ADVISE)),
                Map.of(Level.PACE, new Limits(10, -1, -1, -1, "", -1)),
                List.of(),
                FindingRules.STANDARD);
    }

    /** Whether findings of that kind are looked for on that scope at all; those open when they no longer are, end. */
    public boolean looksFor(FindingKind kind, Scope scope) {
        switch (kind) {
            case LOOP:
            case POLLING:
                return loop != null;
            case SPIKE:
                return spikes.stream().anyMatch(rule -> rule.match().matches(scope));
            case TOKENMAXXING:
                return rules.tokenmaxxing() != null;
            case WASTE:
                return rules.waste() != null;
            case UNPRICED:
                return rules.unpriced();
            case SILENCE:
                return rules.silence();
            default:
                return true;
        }
    }

    /** What the signal asks for where a detector saw that. Who waits is told and never slowed; who is not sure advises. */
    Level levelOf(Sighting sighting) {
        switch (sighting.kind()) {
            case LOOP:
                return loop == null
                        ? Level.CLEAR
                        : sighting.confidencePercent() >= LoopDetector.SURE_ENOUGH_TO_SLOW ? loop.level() : Level.ADVISE;
            case TOKENMAXXING:
                return rules.tokenmaxxing() == null
                        ? Level.CLEAR
                        : rules.tokenmaxxing().level();
            default:
                return Level.CLEAR;
        }
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
