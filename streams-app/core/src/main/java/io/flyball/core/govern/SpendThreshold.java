package io.flyball.core.govern;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.spike.SpikeFindings;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An amount which opens a finding where a window of a scope reaches it: a burn's, a share of a budget, or what was far
 * from usual for the scope when it was reached.
 *
 * @param kind {@link FindingKind#BURN}, {@link FindingKind#PACE} for a budget, or {@link FindingKind#SPIKE}
 * @param openNanoUsd opens at this amount or more
 * @param closeNanoUsd closes below this amount
 * @param ofNanoUsd the whole of which the opening amount is a share; a burn's is itself
 * @param level what the signal asks for while it is open
 */
record SpendThreshold(
        FindingKind kind,
        ScopeMatch match,
        Window window,
        long openNanoUsd,
        long closeNanoUsd,
        long ofNanoUsd,
        Level level) {
    private static final String BUDGET = "budget/";
    private static final long RELEASE_TENTHS = 8;
    private static final String SPIKE = "spike/";

    /** All thresholds of a policy. */
    static List<SpendThreshold> of(Policy policy) {
        List<SpendThreshold> thresholds = new ArrayList<>();
        policy.burns().forEach(rule -> thresholds.add(of(rule)));
        policy.budgets().forEach(budget -> thresholds.addAll(of(budget)));
        return thresholds;
    }

    /** The thresholds of a budget, one a rung. */
    static List<SpendThreshold> of(Policy.Budget budget) {
        return budget.ladder().stream()
                .map(rung -> of(budget, share(budget, rung.at()), rung.level()))
                .toList();
    }

    /** The threshold of a burn. */
    static SpendThreshold of(BurnRule rule) {
        return new SpendThreshold(
                FindingKind.BURN,
                rule.match(),
                rule.window(),
                rule.openNanoUsd(),
                rule.closeNanoUsd(),
                rule.openNanoUsd(),
                rule.level());
    }

    private static SpendThreshold of(Policy.Budget budget, long amountNanoUsd, Level level) {
        return new SpendThreshold(
                FindingKind.PACE,
                budget.match(),
                budget.period(),
                amountNanoUsd,
                releaseNanoUsd(budget.period(), amountNanoUsd),
                budget.amountNanoUsd(),
                level);
    }

    /**
     * Where a budget's finding closes: a calendar period ends as a whole; a rolling window shrinks bit by bit and would
     * flap at the edge, so it closes at four fifths, as burns do.
     */
    private static long releaseNanoUsd(Window window, long openNanoUsd) {
        return window.rolling()
                ? Math.max(1, openNanoUsd / 10 * RELEASE_TENTHS + openNanoUsd % 10 * RELEASE_TENTHS / 10)
                : openNanoUsd;
    }

    /** The least whole amount that is that share of the budget or more; at least one nano-USD. */
    private static long share(Policy.Budget budget, BigDecimal at) {
        BigInteger exact = at.multiply(BigDecimal.valueOf(budget.amountNanoUsd()))
                .setScale(0, RoundingMode.CEILING)
                .toBigInteger();
        return clamped(exact.max(BigInteger.ONE));
    }

    /**
     * The same threshold where somebody raised it: a budget's shares grow with the whole, a burn's opening by the amount and
     * its closing by the same share. It goes by the key of this one. What is far from usual is no policy's amount and stays.
     */
    SpendThreshold raisedBy(long nanoUsd) {
        if (nanoUsd == 0 || kind == FindingKind.SPIKE) {
            return this;
        }
        BigInteger whole = BigInteger.valueOf(ofNanoUsd).add(BigInteger.valueOf(nanoUsd));
        long open = clamped(BigInteger.valueOf(openNanoUsd)
                .multiply(whole)
                .add(BigInteger.valueOf(ofNanoUsd - 1))
                .divide(BigInteger.valueOf(ofNanoUsd)));
        long close = kind == FindingKind.BURN
                ? clamped(BigInteger.valueOf(closeNanoUsd)
                        .multiply(BigInteger.valueOf(open))
                        .divide(BigInteger.valueOf(openNanoUsd)))
                : releaseNanoUsd(window, open);
        return new SpendThreshold(kind, match, window, open, close, clamped(whole), level);
    }

    private static long clamped(BigInteger amount) {
        return amount.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    /**
     * Whether an amount that has risen is worth telling again: twice the opening one is reached, four times, and so on. Of a
     * budget only what is beyond all of it, for each of its shares is told by itself.
     */
    boolean doubles(long mostNanoUsd, long nanoUsd) {
        boolean counts = kind == FindingKind.BURN || openNanoUsd >= ofNanoUsd;
        return counts && doublings(nanoUsd) > doublings(mostNanoUsd);
    }

    private int doublings(long nanoUsd) {
        long times = Math.max(1, nanoUsd / openNanoUsd);
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(times);
    }

    /** Names it among those of one scope; equal ones have equal keys across restarts. */
    String key() {
        if (kind == FindingKind.SPIKE) {
            return SPIKE + window.wireName() + "/" + openNanoUsd + "/" + closeNanoUsd;
        }
        return kind == FindingKind.BURN
                ? burnRule().key()
                : BUDGET + window.wireName() + "/" + openNanoUsd + "/" + ofNanoUsd;
    }

    /** What that spike was measured by; the amount is kept in its key, so that it stays the same while it is open. */
    static SpendThreshold ofSpike(SpikeRule rule, long openNanoUsd) {
        return new SpendThreshold(
                FindingKind.SPIKE,
                rule.match(),
                Window.ROLLING_24H,
                openNanoUsd,
                SpikeFindings.closeNanoUsd(openNanoUsd),
                openNanoUsd,
                rule.level());
    }

    /** Whether the key is a spike's, whose amount is no policy's. */
    static boolean isSpike(String key) {
        return key.startsWith(SPIKE);
    }

    /** The threshold of a key where the policy no longer has it, so that what it opened can be closed in its words. */
    static SpendThreshold ofKey(String key, Scope scope, Level level) {
        if (key.startsWith(SPIKE)) {
            ScopeMatch match = new ScopeMatch(scope.dimension(), scope.id());
            return ofSpike(new SpikeRule(match, 1, level), Long.parseLong(key.split("/", -1)[2]));
        }
        if (!key.startsWith(BUDGET)) {
            return of(BurnRule.ofKey(key, scope, level));
        }
        String[] parts = key.split("/", -1);
        Window window = parts.length == 4 ? Window.ofWireName(parts[1]) : null;
        if (window == null) {
            throw new IllegalArgumentException("Expected budget/period/share/amount, but the key is " + key);
        }
        long openNanoUsd = Long.parseLong(parts[2]);
        ScopeMatch match = new ScopeMatch(scope.dimension(), scope.id());
        return new SpendThreshold(
                FindingKind.PACE,
                match,
                window,
                openNanoUsd,
                releaseNanoUsd(window, openNanoUsd),
                Long.parseLong(parts[3]),
                level);
    }

    /** As a burn, for its words. */
    BurnRule burnRule() {
        return new BurnRule(match, window, openNanoUsd, closeNanoUsd, level);
    }
}
