package io.flyball.app.files;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Level;
import io.flyball.core.model.Person;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The reading of one policy file: its top, budgets, findings and exemptions. */
final class PolicyReading {
    private static final List<String> KEYS = List.of(
            "name", "zone", "admission_horizon", "trust_reported_cost", "budgets", "findings", "ladder", "exempt");
    private static final List<String> BUDGET_KEYS =
            List.of("dimension", "match", "period", "amount_usd", "advise_at", "at_full");
    private static final List<String> FINDING_KEYS =
            List.of("burn", "loop", "spike", "tokenmaxxing", "waste", "unpriced", "silence");
    private static final List<String> BURN_KEYS =
            List.of("dimension", "match", "window", "open_usd", "close_usd", "level");
    private static final List<String> LOOP_KEYS = List.of("repeats", "level");
    private static final List<String> SPIKE_KEYS = List.of("dimension", "floor_usd", "level");
    private static final List<String> CALENDAR = List.of("day", "week", "month");

    private static final long LONGEST_HORIZON_MS = 30 * 86_400_000L;
    private static final int MOST_REPEATS = 1000;
    private static final BigDecimal DEFAULT_ADVISE_AT = new BigDecimal("0.8");
    /** The example's distance of closing from opening: 3,200 of 4,000. */
    private static final long CLOSE_TENTHS = 8;

    private static final Policy STANDARD = Policy.standard();

    private final Problems problems;
    private final PolicyTerms terms;
    private final PolicyWarnings warnings;

    PolicyReading(Problems problems) {
        this.problems = problems;
        this.terms = new PolicyTerms();
        this.warnings = new PolicyWarnings(problems);
    }

    private record Placed<T>(int line, T rule) {}

    /** The policy; means something only where no problem was noted. */
    Policy policy(Node root) {
        Fields top = Fields.of(problems, "", root, KEYS);
        Fields findings = findings(top);
        String name = top.text("name");
        List<Policy.Budget> budgets = budgets(top);
        List<BurnRule> burns = findings.writes("burn") ? burns(findings) : STANDARD.burns();
        LoopRule loop = findings.writes("loop") ? loop(findings) : STANDARD.loop();
        List<SpikeRule> spikes = findings.writes("spike") ? spikes(findings) : STANDARD.spikes();
        Policy policy = new Policy(
                name == null ? STANDARD.name() : name,
                zone(top),
                horizonMs(top),
                trust(top),
                budgets,
                burns,
                loop,
                spikes,
                new LadderReading(problems).ladder(top),
                exempt(top),
                new FindingRulesReading(problems, terms).rules(findings));
        warnings.ofLevelsWithoutLimits(policy, top.line("ladder"));
        return policy;
    }

    List<String> warnings(Collection<Person> directory) {
        return warnings.sentences(directory);
    }

    private Fields findings(Fields top) {
        Node node = top.node("findings");
        Node present = node == null ? new Node.Mapping(top.line("findings"), List.of()) : node;
        return Fields.of(problems, "findings.", present, FINDING_KEYS);
    }

    private static ZoneId zone(Fields top) {
        String text = top.text("zone");
        if (text == null) {
            return STANDARD.zone();
        }
        try {
            ZoneId zone = ZoneId.of(text);
            return zone.normalized().equals(ZoneOffset.UTC) ? ZoneOffset.UTC : zone;
        } catch (DateTimeException e) {
            top.refuse("zone", "which is no time zone: write for example UTC or Europe/Berlin.");
            return STANDARD.zone();
        }
    }

    private static long horizonMs(Fields top) {
        if (top.node("admission_horizon") == null) {
            return STANDARD.admissionHorizonMs();
        }
        String text = top.text("admission_horizon");
        OptionalLong ms = text == null ? OptionalLong.of(1) : Times.durationMs(text);
        if (ms.isEmpty()) {
            top.refuse("admission_horizon", "which is no number with s, m, h or d: write for example 7d.");
        } else if (ms.getAsLong() <= 0 || ms.getAsLong() > LONGEST_HORIZON_MS) {
            top.refuse("admission_horizon", "which is not more than 0 and at most 30d: write for example 7d.");
        }
        return ms.orElse(1);
    }

    private static TrustReportedCost trust(Fields top) {
        String text = top.text("trust_reported_cost");
        TrustReportedCost trust = text == null ? STANDARD.trustReportedCost() : TrustReportedCost.ofWireName(text);
        if (trust == null) {
            top.refuse("trust_reported_cost", "which is no choice: write never, unpriced_only or always.");
            return STANDARD.trustReportedCost();
        }
        return trust;
    }

    private List<Policy.Budget> budgets(Fields top) {
        List<Placed<Policy.Budget>> budgets = new ArrayList<>();
        for (Node item : top.items("budgets", false)) {
            Fields fields = Fields.of(problems, "budgets.", item, BUDGET_KEYS);
            ScopeMatch match = terms.match(fields);
            Window period = terms.window(fields, "period", CALENDAR);
            long amount = terms.amountNanoUsd(fields, "amount_usd");
            BigDecimal adviseAt = adviseAt(fields);
            Level atFull = terms.level(fields, "at_full", Level.ADVISE);
            if (match == null || period == null) {
                continue;
            }
            for (Placed<Policy.Budget> other : budgets) {
                if (other.rule().match().equals(match) && other.rule().period() == period) {
                    problems.add(
                            item.line(),
                            "the budget of " + match + " for a " + period.wireName() + " is given on line "
                                    + other.line() + " too: remove one of the two.");
                }
            }
            warnings.rule(item.line(), "the budget", match);
            budgets.add(new Placed<>(item.line(), new Policy.Budget(match, period, amount, adviseAt, atFull)));
        }
        return budgets.stream().map(Placed::rule).toList();
    }

    private static BigDecimal adviseAt(Fields fields) {
        BigDecimal share = fields.decimal("advise_at");
        if (share == null) {
            return DEFAULT_ADVISE_AT;
        }
        if (share.signum() == 0 || share.compareTo(BigDecimal.ONE) > 0) {
            fields.refuse("advise_at", "which is no share of the amount: write more than 0 and at most 1.");
        }
        return share;
    }

    private List<BurnRule> burns(Fields findings) {
        List<Placed<BurnRule>> burns = new ArrayList<>();
        for (Node item : findings.items("burn", true)) {
            BurnRule rule = burn(Fields.of(problems, "findings.burn.", item, BURN_KEYS));
            if (rule != null) {
                refuseTwins(item.line(), rule, burns);
                warnings.rule(item.line(), "the burn rule", rule.match());
                burns.add(new Placed<>(item.line(), rule));
            }
        }
        return burns.stream().map(Placed::rule).toList();
    }

    private @Nullable BurnRule burn(Fields fields) {
        ScopeMatch match = terms.match(fields);
        Window window = terms.window(fields, "window", PolicyTerms.WINDOWS);
        long open = terms.amountNanoUsd(fields, "open_usd");
        long close = fields.node("close_usd") == null
                ? open / 10 * CLOSE_TENTHS + open % 10 * CLOSE_TENTHS / 10
                : terms.amountNanoUsd(fields, "close_usd");
        Level level = terms.level(fields, "level", Level.PACE);
        if (open > 0 && close > open) {
            fields.refuse("close_usd", "which is above open_usd: write that amount or less, for example 0.8 of it.");
            return null;
        }
        return match == null || window == null || open == 0 || close == 0
                ? null
                : new BurnRule(match, window, open, close, level);
    }

    /**
     * Of one scope a rule is known by its window and amounts; where two rules have the same ones and can meet in a
     * scope, one would be taken for the other.
     */
    private void refuseTwins(int line, BurnRule rule, List<Placed<BurnRule>> earlier) {
        for (Placed<BurnRule> other : earlier) {
            boolean sameWindow = other.rule().window() == rule.window();
            boolean sameMatch = other.rule().match().equals(rule.match());
            boolean meet = other.rule().match().dimension() == rule.match().dimension()
                    && Globs.overlap(
                            other.rule().match().pattern(), rule.match().pattern());
            if (sameWindow && sameMatch) {
                problems.add(
                        line,
                        "the burn rule of " + rule.match() + " in "
                                + rule.window().wireName() + " is given on line " + other.line()
                                + " too: remove one of the two.");
                return;
            }
            if (meet && other.rule().key().equals(rule.key())) {
                problems.add(
                        line,
                        "the burn rule of " + rule.match() + " in "
                                + rule.window().wireName()
                                + " has the amounts of the one of "
                                + other.rule().match() + " on line " + other.line()
                                + ": give it other amounts, or remove one of the two.");
                return;
            }
        }
    }

    private @Nullable LoopRule loop(Fields findings) {
        Node node = findings.node("loop");
        if (node == null) {
            return null;
        }
        Fields fields = Fields.of(problems, "findings.loop.", node, LOOP_KEYS);
        Long repeats = fields.whole("repeats", 2, MOST_REPEATS);
        Level level = terms.level(fields, "level", LoopRule.STANDARD.level());
        return new LoopRule(repeats == null ? LoopRule.STANDARD.repeats() : repeats.intValue(), level);
    }

    private List<SpikeRule> spikes(Fields findings) {
        List<SpikeRule> spikes = new ArrayList<>();
        for (Node item : findings.items("spike", true)) {
            Fields fields = Fields.of(problems, "findings.spike.", item, SPIKE_KEYS);
            ScopeMatch match = terms.match(fields);
            long floor = terms.amountNanoUsd(fields, "floor_usd");
            Level level = terms.level(fields, "level", Level.ADVISE);
            if (match != null) {
                if (spikes.stream().anyMatch(other -> other.match().equals(match))) {
                    fields.refuse("dimension", "which another spike rule has too: remove one of the two.");
                }
                spikes.add(new SpikeRule(match, floor, level));
            }
        }
        return List.copyOf(spikes);
    }

    private List<ScopeMatch> exempt(Fields top) {
        if (!top.writes("exempt")) {
            return STANDARD.exempt();
        }
        List<ScopeMatch> exempt = new ArrayList<>();
        for (Node item : top.items("exempt", false)) {
            ScopeMatch match = item instanceof Node.Scalar scalar ? terms.scopeMatch(scalar.text()) : null;
            if (match == null) {
                problems.add(
                        item.line(),
                        "exempt has " + item.described() + ", which is no dimension:id with at most one trailing star:"
                                + " write for example \"user:ci-*\".");
            } else {
                warnings.rule(item.line(), "the exemption", match);
                exempt.add(match);
            }
        }
        return List.copyOf(exempt);
    }
}
