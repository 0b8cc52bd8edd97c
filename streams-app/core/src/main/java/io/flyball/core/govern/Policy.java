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
 * @param throttling how signals follow from what is open
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
        FindingRules rules,
        Throttling throttling) {

    /** The default admission horizon, 7 days. */
    public static final long DEFAULT_HORIZON_MS = 7 * 86_400_000L;

    /**
     * An amount per window, rolling or of the calendar. Of several that hold for one scope the tightest speaks.
     *
     * @param ladder what follows at which share of the amount, least first
     */
    public record Budget(ScopeMatch match, Window period, long amountNanoUsd, List<Rung> ladder) {
        public Budget {
            if (amountNanoUsd <= 0) {
                throw new IllegalArgumentException(
                        "Expected a budget of more than 0, but it is " + amountNanoUsd + " nano-USD");
            }
            ladder = List.copyOf(ladder);
        }

        /** A budget that is told at a share, and asks for a level when it is used up. */
        public Budget(ScopeMatch match, Window period, long amountNanoUsd, BigDecimal adviseAt, Level atFull) {
            this(
                    match,
                    period,
                    amountNanoUsd,
                    adviseAt.compareTo(BigDecimal.ONE) < 0
                            ? List.of(new Rung(adviseAt, Level.ADVISE), new Rung(BigDecimal.ONE, atFull))
                            : List.of(new Rung(BigDecimal.ONE, atFull)));
        }
    }

    /**
     * One rung of a budget's ladder.
     *
     * @param at share of the amount, above 0; 1 is all of it
     */
    public record Rung(BigDecimal at, Level level) {}

    /**
     * How signals follow from what is open.
     *
     * @param shadow nothing is slowed; signals say what they would have been
     * @param dwellMs how long a level holds at least, ms
     */
    public record Throttling(boolean shadow, long dwellMs) {
        /** In force, five minutes. */
        public static final Throttling STANDARD = new Throttling(false, 300_000L);

        public Throttling {
            if (dwellMs < 0 || dwellMs > LONGEST_DWELL_MS) {
                throw new IllegalArgumentException("Expected a dwell of 0 to 1 h, but it is " + dwellMs + " ms");
            }
        }
    }

    /** The longest dwell, an hour: a level that holds longer outlives its cause too far. */
    public static final long LONGEST_DWELL_MS = 3_600_000L;

    public Policy {
        budgets = List.copyOf(budgets);
        burns = List.copyOf(burns);
        spikes = List.copyOf(spikes);
        exempt = List.copyOf(exempt);
        Map<Level, Limits> copy = new EnumMap<>(Level.class);
        copy.putAll(ladder);
        ladder = java.util.Collections.unmodifiableMap(copy);
    }

    /** A policy in force with the standard dwell. */
    public Policy(
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
        this(
                name,
                zone,
                admissionHorizonMs,
                trustReportedCost,
                budgets,
                burns,
                loop,
                spikes,
                ladder,
                exempt,
                rules,
                Throttling.STANDARD);
    }

    /** The same policy with other throttling. */
    public Policy with(Throttling other) {
        return new Policy(
                name,
                zone,
                admissionHorizonMs,
                trustReportedCost,
                budgets,
                burns,
                loop,
                spikes,
                ladder,
                exempt,
                rules,
                other);
    }

    /** The same policy with nothing slowed: signals say what they would have been. */
    public Policy inShadow() {
        return with(new Throttling(true, throttling.dwellMs()));
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
            case PEER:
                return rules.peer() != null;
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
                        : sighting.confidencePercent() >= LoopDetector.SURE_ENOUGH_TO_SLOW
                                ? loop.level()
                                : Level.ADVISE;
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
