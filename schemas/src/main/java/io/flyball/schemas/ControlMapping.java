package io.flyball.schemas;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.Level;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Person;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import io.flyball.schemas.avro.BudgetRecord;
import io.flyball.schemas.avro.BurnRuleRecord;
import io.flyball.schemas.avro.ControlRecord;
import io.flyball.schemas.avro.LimitsRecord;
import io.flyball.schemas.avro.LoopRuleRecord;
import io.flyball.schemas.avro.PolicyRecord;
import io.flyball.schemas.avro.SpikeRuleRecord;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Control records and the core's prices, policies and directory entries. The record's key is {@code kind/name}. */
public final class ControlMapping {
    public static final String PRICE = "price";
    public static final String POLICY = "policy";
    public static final String DIRECTORY = "directory";

    private ControlMapping() {}

    /** The key of a control record. */
    public static String key(ControlRecord control) {
        return control.getKind() + "/" + control.getName();
    }

    public static ControlRecord ofPrices(String model, List<PriceRow> rows) {
        ControlRecord control = record(PRICE, model);
        control.setPrices(PriceMapping.toAvro(model, rows));
        return control;
    }

    public static ControlRecord ofPolicy(Policy policy) {
        ControlRecord control = record(POLICY, "default");
        control.setPolicy(toAvro(policy));
        return control;
    }

    public static ControlRecord ofPerson(Person person) {
        ControlRecord control = record(DIRECTORY, person.user());
        control.setDirectory(new io.flyball.schemas.avro.DirectoryEntry(
                person.user(),
                person.team(),
                person.manager(),
                person.slackId(),
                person.email(),
                person.costCenter(),
                person.payBand()));
        return control;
    }

    private static ControlRecord record(String kind, String name) {
        return ControlRecord.newBuilder().setKind(kind).setName(name).build();
    }

    /** What the record asks for; {@link ControlChange.Refused} where it cannot be understood. Never throws. */
    public static ControlChange read(ControlRecord control) {
        try {
            return switch (control.getKind()) {
                case PRICE -> new ControlChange.Prices(control.getName(), PriceMapping.toCore(control.getPrices()));
                case POLICY ->
                    control.getPolicy() == null
                            ? new ControlChange.PolicyInForce(Policy.standard())
                            : new ControlChange.PolicyInForce(toCore(control.getPolicy()));
                case DIRECTORY -> new ControlChange.DirectoryEntry(control.getName(), person(control.getDirectory()));
                default ->
                    new ControlChange.Refused("Control record " + key(control) + " has an unknown kind: use " + PRICE
                            + ", " + POLICY + " or " + DIRECTORY + ".");
            };
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return new ControlChange.Refused("Control record " + key(control) + " cannot be understood ("
                    + e.getMessage() + "): the last good one stays in force.");
        }
    }

    private static @Nullable Person person(io.flyball.schemas.avro.@Nullable DirectoryEntry entry) {
        return entry == null
                ? null
                : new Person(
                        entry.getUser(),
                        entry.getTeam(),
                        entry.getManager(),
                        entry.getSlackId(),
                        entry.getEmail(),
                        entry.getCostCenter(),
                        entry.getPayBand());
    }

    private static PolicyRecord toAvro(Policy policy) {
        PolicyRecord record = new PolicyRecord();
        record.setName(policy.name());
        record.setZone(policy.zone().getId());
        record.setAdmissionHorizonMs(policy.admissionHorizonMs());
        record.setTrustReportedCost(policy.trustReportedCost().wireName());
        List<BudgetRecord> budgets = new ArrayList<>();
        for (Policy.Budget b : policy.budgets()) {
            budgets.add(new BudgetRecord(
                    b.match().dimension().wireName(),
                    b.match().pattern(),
                    b.period().wireName(),
                    NanoUsd.toDecimalString(b.amountNanoUsd()),
                    b.adviseAt().toPlainString(),
                    b.atFull().wireName()));
        }
        record.setBudgets(budgets);
        List<BurnRuleRecord> burns = new ArrayList<>();
        for (BurnRule b : policy.burns()) {
            burns.add(new BurnRuleRecord(
                    b.match().dimension().wireName(),
                    b.match().pattern(),
                    b.window().wireName(),
                    b.openNanoUsd(),
                    b.closeNanoUsd(),
                    b.level().wireName()));
        }
        record.setBurn(burns);
        Policy.LoopRule loop = policy.loop();
        record.setLoop(
                loop == null
                        ? null
                        : new LoopRuleRecord((long) loop.repeats(), loop.level().wireName()));
        List<SpikeRuleRecord> spikes = new ArrayList<>();
        for (Policy.SpikeRule s : policy.spikes()) {
            spikes.add(new SpikeRuleRecord(
                    s.match().dimension().wireName(),
                    NanoUsd.toDecimalString(s.floorNanoUsd()),
                    s.level().wireName()));
        }
        record.setSpike(spikes);
        Map<String, LimitsRecord> ladder = new HashMap<>();
        policy.ladder()
                .forEach((level, l) -> ladder.put(
                        level.wireName(),
                        new LimitsRecord(
                                l.maxRequestsPerMinute(),
                                l.maxTokensPerMinute(),
                                l.maxConcurrency(),
                                l.delayMs(),
                                l.modelOverride(),
                                l.maxOutputTokens())));
        record.setLadder(ladder);
        record.setExempt(policy.exempt().stream().map(ScopeMatch::toString).toList());
        return record;
    }

    private static Policy toCore(PolicyRecord record) {
        List<Policy.Budget> budgets = new ArrayList<>();
        for (BudgetRecord b : record.getBudgets()) {
            budgets.add(new Policy.Budget(
                    match(b.getDimension(), b.getMatch()),
                    window(b.getPeriod()),
                    NanoUsd.ofUsd(new BigDecimal(b.getAmountUsd())),
                    b.getAdviseAt().isEmpty() ? BigDecimal.ONE : new BigDecimal(b.getAdviseAt()),
                    b.getAtFull().isEmpty() ? Level.ADVISE : level(b.getAtFull())));
        }
        List<BurnRule> burns = new ArrayList<>();
        for (BurnRuleRecord b : record.getBurn()) {
            burns.add(new BurnRule(
                    match(b.getDimension(), b.getMatch()),
                    window(b.getWindow()),
                    b.getOpenNanoUsd(),
                    b.getCloseNanoUsd(),
                    level(b.getLevel())));
        }
        List<Policy.SpikeRule> spikes = new ArrayList<>();
        for (SpikeRuleRecord s : record.getSpike()) {
            spikes.add(new Policy.SpikeRule(
                    match(s.getDimension(), "*"), NanoUsd.ofUsd(new BigDecimal(s.getFloorUsd())), level(s.getLevel())));
        }
        LoopRuleRecord loop = record.getLoop();
        Map<Level, Limits> ladder = new EnumMap<>(Level.class);
        record.getLadder()
                .forEach((name, l) -> ladder.put(
                        level(name),
                        new Limits(
                                l.getMaxRequestsPerMinute(),
                                l.getMaxTokensPerMinute(),
                                l.getMaxConcurrency(),
                                l.getDelayMs(),
                                l.getModelOverride(),
                                l.getMaxOutputTokens())));
        return new Policy(
                record.getName(),
                ZoneId.of(record.getZone()),
                record.getAdmissionHorizonMs(),
                known(TrustReportedCost.ofWireName(record.getTrustReportedCost()), record.getTrustReportedCost()),
                budgets,
                burns,
                loop == null ? null : new Policy.LoopRule(Math.toIntExact(loop.getRepeats()), level(loop.getLevel())),
                spikes,
                ladder,
                record.getExempt().stream().map(ControlMapping::match).toList());
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

    private static <T> T known(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("unknown name \"" + name + "\"");
        }
        return value;
    }
}
