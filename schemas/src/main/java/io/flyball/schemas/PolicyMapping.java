package io.flyball.schemas;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.cadence.TokenmaxxingRule;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.detect.waste.WasteRule;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import io.flyball.schemas.avro.BudgetRecord;
import io.flyball.schemas.avro.BurnRuleRecord;
import io.flyball.schemas.avro.FindingRulesRecord;
import io.flyball.schemas.avro.LimitsRecord;
import io.flyball.schemas.avro.LoopRuleRecord;
import io.flyball.schemas.avro.PolicyRecord;
import io.flyball.schemas.avro.SpikeRuleRecord;
import io.flyball.schemas.avro.TokenmaxxingRuleRecord;
import io.flyball.schemas.avro.WasteRuleRecord;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Policies on the control topic. What cannot be understood, or asks for what a policy file may not, throws an
 * {@link IllegalArgumentException}, {@link ArithmeticException} or {@link java.time.DateTimeException}.
 */
final class PolicyMapping {
    /** Longer texts are no amounts; reading a megabyte of digits would cost seconds. */
    private static final int LONGEST_DECIMAL = 100;

    /** A few bytes of exponent must not ask for a number of a billion digits. */
    private static final int MOST_EXPONENT = 100;

    private PolicyMapping() {}

    static PolicyRecord toAvro(Policy policy) {
        PolicyRecord record = new PolicyRecord();
        record.setName(policy.name());
        record.setZone(policy.zone().getId());
        record.setAdmissionHorizonMs(policy.admissionHorizonMs());
        record.setTrustReportedCost(policy.trustReportedCost().wireName());
        record.setBudgets(policy.budgets().stream().map(PolicyMapping::toAvro).toList());
        record.setBurn(policy.burns().stream().map(PolicyMapping::toAvro).toList());
        LoopRule loop = policy.loop();
        record.setLoop(
                loop == null
                        ? null
                        : new LoopRuleRecord((long) loop.repeats(), loop.level().wireName()));
        record.setSpike(policy.spikes().stream().map(PolicyMapping::toAvro).toList());
        record.setRules(toAvro(policy.rules()));
        Map<String, LimitsRecord> ladder = new HashMap<>();
        policy.ladder().forEach((level, limits) -> ladder.put(level.wireName(), toAvro(limits)));
        record.setLadder(ladder);
        record.setExempt(policy.exempt().stream().map(ScopeMatch::toString).toList());
        return record;
    }

    private static BudgetRecord toAvro(Policy.Budget budget) {
        return new BudgetRecord(
                budget.match().dimension().wireName(),
                budget.match().pattern(),
                budget.period().wireName(),
                NanoUsd.toDecimalString(budget.amountNanoUsd()),
                budget.adviseAt().toPlainString(),
                budget.atFull().wireName());
    }

    private static BurnRuleRecord toAvro(BurnRule rule) {
        return new BurnRuleRecord(
                rule.match().dimension().wireName(),
                rule.match().pattern(),
                rule.window().wireName(),
                rule.openNanoUsd(),
                rule.closeNanoUsd(),
                rule.level().wireName());
    }

    private static SpikeRuleRecord toAvro(SpikeRule rule) {
        return new SpikeRuleRecord(
                rule.match().dimension().wireName(),
                NanoUsd.toDecimalString(rule.floorNanoUsd()),
                rule.level().wireName());
    }

    private static FindingRulesRecord toAvro(FindingRules rules) {
        TokenmaxxingRule tokenmaxxing = rules.tokenmaxxing();
        WasteRule waste = rules.waste();
        return new FindingRulesRecord(
                tokenmaxxing == null
                        ? null
                        : new TokenmaxxingRuleRecord(
                                (long) tokenmaxxing.hours(), tokenmaxxing.level().wireName()),
                waste == null
                        ? null
                        : new WasteRuleRecord(
                                NanoUsd.toDecimalString(waste.floorNanoUsd()),
                                (long) waste.sharePercent(),
                                waste.smallModel()),
                rules.unpriced(),
                rules.silence());
    }

    private static LimitsRecord toAvro(Limits limits) {
        return new LimitsRecord(
                limits.maxRequestsPerMinute(),
                limits.maxTokensPerMinute(),
                limits.maxConcurrency(),
                limits.delayMs(),
                limits.modelOverride(),
                limits.maxOutputTokens());
    }

    static Policy toCore(PolicyRecord record) {
        LoopRuleRecord loop = record.getLoop();
        Map<Level, Limits> ladder = new EnumMap<>(Level.class);
        record.getLadder().forEach((name, limits) -> ladder.put(level(name), toCore(limits)));
        if (record.getAdmissionHorizonMs() <= 0) {
            throw new IllegalArgumentException("admission horizon of " + record.getAdmissionHorizonMs() + " ms");
        }
        return new Policy(
                record.getName(),
                ZoneId.of(record.getZone()),
                record.getAdmissionHorizonMs(),
                known(TrustReportedCost.ofWireName(record.getTrustReportedCost()), record.getTrustReportedCost()),
                mapped(record.getBudgets(), PolicyMapping::toCore),
                mapped(record.getBurn(), PolicyMapping::toCore),
                loop == null ? null : new LoopRule(Math.toIntExact(loop.getRepeats()), rung(loop.getLevel())),
                mapped(record.getSpike(), PolicyMapping::toCore),
                ladder,
                mapped(record.getExempt(), PolicyMapping::match),
                record.getRules() == null ? FindingRules.STANDARD : toCore(record.getRules()));
    }

    private static FindingRules toCore(FindingRulesRecord rules) {
        TokenmaxxingRuleRecord tokenmaxxing = rules.getTokenmaxxing();
        WasteRuleRecord waste = rules.getWaste();
        return new FindingRules(
                tokenmaxxing == null
                        ? null
                        : new TokenmaxxingRule(
                                Math.toIntExact(tokenmaxxing.getHours()), rung(tokenmaxxing.getLevel())),
                waste == null
                        ? null
                        : new WasteRule(
                                amountNanoUsd(waste.getFloorUsd()),
                                Math.toIntExact(waste.getSharePercent()),
                                waste.getSmallModel()),
                rules.getUnpriced(),
                rules.getSilence());
    }

    private static <A, C> List<C> mapped(List<A> records, Function<A, C> toCore) {
        List<C> mapped = new ArrayList<>(records.size());
        records.forEach(record -> mapped.add(toCore.apply(record)));
        return mapped;
    }

    private static Policy.Budget toCore(BudgetRecord budget) {
        Window period = window(budget.getPeriod());
        if (period.rolling()) {
            throw new IllegalArgumentException("budget period " + period.wireName() + " that is no calendar's");
        }
        return new Policy.Budget(
                match(budget.getDimension(), budget.getMatch()),
                period,
                amountNanoUsd(budget.getAmountUsd()),
                budget.getAdviseAt().isEmpty() ? BigDecimal.ONE : decimal(budget.getAdviseAt()),
                budget.getAtFull().isEmpty() ? Level.ADVISE : rung(budget.getAtFull()));
    }

    private static BurnRule toCore(BurnRuleRecord rule) {
        return new BurnRule(
                match(rule.getDimension(), rule.getMatch()),
                window(rule.getWindow()),
                rule.getOpenNanoUsd(),
                rule.getCloseNanoUsd(),
                rung(rule.getLevel()));
    }

    private static SpikeRule toCore(SpikeRuleRecord rule) {
        return new SpikeRule(
                match(rule.getDimension(), "*"), amountNanoUsd(rule.getFloorUsd()), rung(rule.getLevel()));
    }

    private static Limits toCore(LimitsRecord limits) {
        return new Limits(
                limits.getMaxRequestsPerMinute(),
                limits.getMaxTokensPerMinute(),
                limits.getMaxConcurrency(),
                limits.getDelayMs(),
                limits.getModelOverride(),
                limits.getMaxOutputTokens());
    }

    private static ScopeMatch match(String dimensionAndPattern) {
        int colon = dimensionAndPattern.indexOf(':');
        return match(dimensionAndPattern.substring(0, Math.max(0, colon)), dimensionAndPattern.substring(colon + 1));
    }

    private static ScopeMatch match(String dimension, String pattern) {
        return new ScopeMatch(known(Dimension.ofWireName(dimension), dimension), pattern);
    }

    private static Window window(String name) {
        return known(Window.ofWireName(name), name);
    }

    private static Level level(String name) {
        return known(Level.ofWireName(name), name);
    }

    /** A level that asks for something. */
    private static Level rung(String name) {
        Level level = level(name);
        return known(level == Level.CLEAR ? null : level, name);
    }

    private static long amountNanoUsd(String text) {
        long amount = NanoUsd.ofUsd(decimal(text));
        if (amount <= 0) {
            throw new IllegalArgumentException("amount of " + text + " dollars");
        }
        return amount;
    }

    private static BigDecimal decimal(String text) {
        BigDecimal value = text.length() > LONGEST_DECIMAL ? null : new BigDecimal(text);
        if (value == null || Math.abs((long) value.scale()) > MOST_EXPONENT) {
            throw new IllegalArgumentException("a number of too many digits");
        }
        return value;
    }

    private static <T> T known(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("unknown name \"" + name + "\"");
        }
        return value;
    }
}
